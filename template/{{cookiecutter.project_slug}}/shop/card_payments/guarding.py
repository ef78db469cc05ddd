"""A checkout may try a few cards, and then has to pause: whoever tries many has stolen them."""

from datetime import timedelta

from shop.card_payments.models import Attempt
from shop.checkout.ways import PaymentRequest
from shop.core import clock

MOST = 5
PAUSE = timedelta(hours=1)
ENOUGH = "Too many cards were tried. Wait an hour, or pay in another way."
BEGINS = ("method", "kept", "page")  # what a buyer's browser sends to begin an attempt


def has_tried_enough(request: PaymentRequest) -> bool:
    """Whether this would be one attempt too many. What was begun goes on, so that no money is forgotten.

    Costs one statement where a card is sent, by `payment_subject`, and none where nobody sends one.
    """
    if not any(request.given.get(name) for name in BEGINS):
        return False
    since = clock.now() - PAUSE
    lately = Attempt.objects.filter(payment__subject=request.checkout, payment__created_at__gt=since)
    begun = set(lately.values_list("key", flat=True))
    return len(begun) >= MOST and request.key not in begun
