"""Wherever somebody dies who asks Stripe for money, there is one order and one charge in the end.

The real client asks a real sandbox, whose charges no rollback of ours takes away. What lies before and after
the payment is proven by `test_checkout`; here, all that lies between its first row and its last.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shop.card_payments import way
from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.models import Checkout
from shop.checkout.services.sweeping import LEFT, resume_unfinished
from shop.orders.models import Order
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.models import Payment
from shop.payments.outcomes import Outcome
from tests.card_payments.builders import begun, charges, complete
from tests.checkout.builders import now, seen
from tests.conftest import FrozenClock
from tests.crashes.deaths import dies, passes, watched
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db(transaction=True)


class FarStripe(StripeGateway):
    """Stripe, to which the line may break: before it has heard of anything, and before its answer is here."""

    def _asked(self, *what: Any) -> Outcome:
        passes(f"before stripe {what[1].partition('-')[0]}")
        outcome = super()._asked(*what)
        passes(f"after stripe {what[1].partition('-')[0]}")
        return outcome


@pytest.fixture(autouse=True)
def far(cards: Cards, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the line be one that breaks."""
    near = stripe_gateway()
    one = FarStripe(near.secret_key, near.api_base)
    monkeypatch.setattr(way, "stripe_gateway", lambda: one)
    yield
    one.http.close()  # type: ignore[no-untyped-call]


def completing(checkout: Checkout) -> Callable[[], object]:
    """What the shopper does, and does again: their browser sends the same card."""
    total = seen(checkout)
    return lambda: complete(checkout, "visa", total)


def places() -> list[tuple[int, str]]:
    """Where one can die between the first thing that is written of a payment and the last."""
    completing(begun())()
    known = watched(completing(begun()))
    first = next(at for at, place in enumerate(known) if 'INSERT INTO "payments_payment"' in place)
    last = max(at for at, place in enumerate(known) if "payments_paymentevent" in place)
    return list(enumerate(known))[first : last + 12]


def test_wherever_it_dies_one_order_and_one_charge_come_of_it(stripe: RunningSandbox) -> None:
    found, known = {}, places()

    for at, place in known:
        checkout = begun()
        dies(completing(checkout), at)
        completing(checkout)()
        came = (Order.objects.filter(cart=checkout.cart).count(), charges(stripe, checkout))
        if came != (1, [(4800, 0)]):
            found[f"{at} {place}"] = came

    assert found == {}
    assert [place for _, place in known if "stripe" in place] == [
        "before stripe create",
        "after stripe create",
        "before stripe confirm",
        "after stripe confirm",
    ]


def test_where_nobody_tries_again_the_sweeper_ends_it(
    stripe: RunningSandbox,
    frozen_clock: FrozenClock,
) -> None:
    ends: dict[str, set[bool]] = {}

    # What is true before a statement is true after the one before it, so half of the places are enough here.
    for at, _ in places()[::2]:
        checkout = begun()
        dies(completing(checkout), at)
        frozen_clock.move(LEFT)
        resume_unfinished()
        ends.setdefault(now(checkout).point, set()).add(bool(charges(stripe, checkout)))

    # Who has no order was not charged; their browser has the card, and nobody else.
    assert ends == {"asked": {False}, "ordered": {True}}


def test_a_payment_whose_name_was_not_noted_is_found_again(stripe: RunningSandbox) -> None:
    checkout = begun()
    dies(completing(checkout), "after stripe create")
    assert Payment.objects.get(subject=checkout.public_id).reference == ""

    completing(checkout)()

    name = Payment.objects.get(subject=checkout.public_id).reference
    intents = stripe.client.v1.payment_intents.list({"limit": 100}).data
    mine = [
        one for one in intents if one.metadata["payment"] == Payment.objects.get(reference=name).public_id
    ]
    assert [one.id for one in mine] == [name]


def test_without_a_row_that_was_there_before_this_would_be_noticed(stripe: RunningSandbox) -> None:
    checkout = begun()
    dies(completing(checkout), "after stripe confirm")

    Attempt.objects.update(key="forgotten")
    completing(checkout)()

    assert charges(stripe, checkout) == [(4800, 0), (4800, 0)]
