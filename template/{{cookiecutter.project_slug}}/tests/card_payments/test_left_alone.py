"""While Stripe does not answer, buyers are told so at once; what they have begun goes on when it is back."""

import pytest

from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout, Point
from shop.payments.gateways.guarded import LIMITS
from tests.card_payments.builders import begun, charges, complete
from tests.checkout.builders import now
from tests.conftest import FrozenClock
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db


def told(checkout: Checkout) -> str:
    """What somebody reads who wants to pay."""
    with pytest.raises(PaymentUnknown) as refusal:
        complete(checkout, "visa")
    return refusal.value.found


def test_who_pays_meanwhile_is_told_at_once_and_everybody_pays_once_afterwards(
    cards: Cards, stripe: RunningSandbox, frozen_clock: FrozenClock
) -> None:
    early, late = begun(), begun()
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "path": "/v1/payment_intents", "times": "1000"})
    heard = {told(early) for _ in range(3)}
    asked = len(stripe.asked())

    refused = told(late)

    assert len(stripe.asked()) == asked
    assert refused == "no answer from Stripe. This attempt took nothing."
    assert heard == {"no answer from Stripe. It may have been paid all the same."}
    assert now(late).point == Point.ASKED

    stripe.ask("/sandbox/faults", {"times": "0"})
    frozen_clock.move(LIMITS.shortest)
    for checkout in (late, early):
        assert complete(checkout, "visa").checkout.order
        assert charges(stripe, checkout) == [(4800, 0)]
