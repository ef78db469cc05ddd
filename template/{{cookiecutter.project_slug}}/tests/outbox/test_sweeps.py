"""What comes again and again: the shop's own sweeps work, one at a time."""

from datetime import timedelta
from typing import Any

import pytest

from shop.carts.models import Cart
from shop.checkout.errors import PaymentUnknown
from shop.checkout.services.finalising import complete_checkout
from shop.checkout.services.sweeping import LEFT
from shop.core import clock
from shop.core.alone import alone
from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import release_key, take_key
from shop.inventory.models import Reservation
from shop.inventory.models import State as Held
from shop.orders.models import Order
from shop.outbox import tasks
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.delivering import deliver
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.services.ticking import tick
from shop.outbox.subscriptions import subscriptions
from tests.carts.builders import a_cart
from tests.checkout.bank import Bank, open_bank
from tests.checkout.builders import a_checkout, seen
from tests.conftest import FrozenClock
from tests.orders.builders import a_full_cart, a_reservation
from tests.outbox.builders import a_delivery, happened
from tests.rivals import Rival

pytestmark = pytest.mark.django_db


def time_for(name: str) -> Delivery:
    """Have a sweep done whose time has come; gives what came of it."""
    tick(due={name: clock.now()})
    spread(among=subscriptions())
    hand_over(send=lambda consumer, delivery: deliver(delivery=delivery))
    return Delivery.objects.get(consumer=f"slow.{name}")


def test_what_was_reserved_too_long_is_given_back(frozen_clock: FrozenClock) -> None:
    a_reservation(a_full_cart(MUG=1))
    frozen_clock.move(timedelta(minutes=16))

    assert time_for("release-lapsed").state == State.DONE

    assert Reservation.objects.get().state == Held.RELEASED


def test_carts_whose_time_is_over_are_forgotten(frozen_clock: FrozenClock) -> None:
    a_cart(MUG=1)
    frozen_clock.move(timedelta(days=61))

    assert time_for("expire-carts").state == State.DONE

    assert not Cart.objects.exists()


def test_who_paid_and_was_left_gets_their_order(frozen_clock: FrozenClock) -> None:
    with open_bank(Bank()) as bank:
        bank.answers = [None]
        checkout = a_checkout()
        with pytest.raises(PaymentUnknown):
            complete_checkout(token=checkout.cart, seen=seen(checkout))
        frozen_clock.move(LEFT)

        assert time_for("finish-checkouts").state == State.DONE

    assert Order.objects.count() == 1


def test_keys_of_yesterday_are_forgotten(frozen_clock: FrozenClock) -> None:
    release_key(row=take_key(principal="ada", key="k-1", fingerprint="f" * 64))
    frozen_clock.move(timedelta(days=1))

    assert time_for("reap-keys").state == State.DONE

    assert not IdempotencyKey.objects.exists()


def test_uploads_without_a_row_are_removed() -> None:
    assert time_for("clean-uploads").state == State.DONE


def test_what_holds_is_done() -> None:
    assert time_for("check-invariants").state == State.DONE


def test_what_drifted_is_given_up_for_a_person() -> None:
    a_full_cart(MUG=1)  # of a shelf without a ledger

    drifted = time_for("check-invariants")

    assert (drifted.state, drifted.attempts) == (State.DEAD, 1)
    assert drifted.error == ("GiveUp: manage.py check_invariants: 1 drifted. --repair-plan says what to do.")


@pytest.mark.django_db(transaction=True)
def test_while_a_sweep_works_the_next_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(tasks, "forget_events", lambda **told: called.append(told))
    states = []
    late = Rival(lambda: states.append(time_for("forget-events").state))

    with alone("outbox.sweep.forget-events"):
        late.begin()
        late.end()

    assert (called, states) == ([], [State.DONE])


def test_what_is_long_done_is_forgotten_and_what_is_open_is_kept(
    settings: Any, frozen_clock: FrozenClock
) -> None:
    settings.SHOP_EVENT_DAYS = 30
    ends = {"waiting": State.WAITING, "dead": State.DEAD, "done": State.DONE}
    for key, state in ends.items():
        one = a_delivery(event=happened(key))
        if state != State.WAITING:
            Delivery.objects.filter(pk=one.pk).update(state=state, due_at=None, ended_at=clock.now())
    happened("never looked at")
    frozen_clock.move(timedelta(days=29))
    a_young_one = a_delivery(event=happened("young"))
    Delivery.objects.filter(pk=a_young_one.pk).update(state=State.DONE, due_at=None, ended_at=clock.now())
    frozen_clock.move(timedelta(days=2))

    tasks.forget_old_events()

    assert set(Event.objects.values_list("key", flat=True)) == {"waiting", "dead", "never looked at", "young"}
    assert not Delivery.objects.filter(event__key="done").exists()
