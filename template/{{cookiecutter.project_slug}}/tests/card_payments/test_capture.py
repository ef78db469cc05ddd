"""Money that is set aside with the order, and taken later."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.card_payments.capturing import capture_payment
from shop.card_payments.choices import Capture
from shop.card_payments.errors import NothingSetAside
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Settled
from shop.core.money import Money
from shop.orders.models import Order, Reason
from shop.orders.people import SHOP
from shop.orders.services.changing import cancel_order
from shop.payments.ledger import Balance
from shop.payments.models import Payment
from shop.payments.selectors import balance_of
from tests.builders import a_colleague, a_user
from tests.card_payments.builders import begun, complete
from tests.conftest import FrozenClock
from tests.outbox.doing import all_done
from tests.sandboxes import RunningSandbox
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

sweep = sweeper("cards-set-aside")
LIST = "admin:payments_payment_changelist"
LOOK, TAKE = "payments.view_payment", "payments.change_payment"


@pytest.fixture
def held(cards: Cards, settings: Any) -> Payment:
    """An order whose 48 euros are set aside."""
    settings.SHOP_CAPTURE = Capture.LATER
    assert complete(begun(), "visa").checkout.settled == Settled.PAID
    all_done()
    return Payment.objects.get()


def test_it_is_set_aside_and_taken_later(held: Payment) -> None:
    assert balance_of(held) == Balance(authorised=4800)

    capture_payment(payment=held)

    assert balance_of(held) == Balance(captured=4800)
    assert held.order


def test_a_part_is_taken_and_the_rest_is_free(held: Payment) -> None:
    capture_payment(payment=held, money=Money(1000, "EUR"))

    assert balance_of(held) == Balance(captured=1000)


@pytest.mark.parametrize("money", [Money(4801, "EUR"), Money(0, "EUR"), Money(100, "USD")])
def test_what_is_not_there_is_not_taken(held: Payment, money: Money) -> None:
    with pytest.raises(NothingSetAside):
        capture_payment(payment=held, money=money)

    assert balance_of(held) == Balance(authorised=4800)


def test_nothing_is_taken_twice(held: Payment, stripe: RunningSandbox) -> None:
    capture_payment(payment=held)
    before = len(stripe.asked())

    with pytest.raises(NothingSetAside):
        capture_payment(payment=Payment.objects.get())
    assert len(stripe.asked()) == before


def test_where_stripe_does_not_answer_it_is_asked_again(held: Payment, stripe: RunningSandbox) -> None:
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "times": "2"})
    with pytest.raises(PaymentUnknown):
        capture_payment(payment=held)

    capture_payment(payment=held)

    assert balance_of(Payment.objects.get()) == Balance(captured=4800)


def test_what_the_bank_has_let_go_of_is_gone(held: Payment, stripe: RunningSandbox) -> None:
    stripe.client.v1.payment_intents.cancel(held.reference)

    with pytest.raises(NothingSetAside, match="has let go"):
        capture_payment(payment=held)


def press(client: Client, payment: Payment) -> Any:
    """Choose the action for a payment."""
    sent = {"action": "capture", "_selected_action": [str(payment.pk)]}
    return client.post(reverse(LIST), sent, follow=True)


def test_only_who_may_change_payments_takes_money(held: Payment, client: Client) -> None:
    press(client, held)
    client.force_login(a_user())
    press(client, held)
    client.force_login(a_colleague(LOOK))
    assert "Take what is set aside" not in client.get(reverse(LIST)).content.decode()
    press(client, held)
    assert balance_of(held) == Balance(authorised=4800)

    client.force_login(a_colleague(LOOK, TAKE))
    assert "€48.00 taken." in press(client, held).content.decode()
    assert balance_of(held) == Balance(captured=4800)
    assert "There is nothing to take." in press(client, held).content.decode()


def test_what_lapses_soon_is_told(frozen_clock: FrozenClock, held: Payment) -> None:
    assert "€" not in sweep()
    frozen_clock.move(timedelta(days=5))

    assert "€48.00 are set aside" in sweep()


def test_what_is_set_aside_for_a_cancelled_order_is_told(held: Payment) -> None:
    cancel_order(order=Order.objects.get(), reason=Reason.MISTAKE, by=SHOP)

    assert "which is cancelled" in sweep()
