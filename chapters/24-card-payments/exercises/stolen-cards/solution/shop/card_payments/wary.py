"""Cards, for a shop in which somebody tries stolen ones: a few attempts, and then a pause."""

from datetime import timedelta

from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.ways import Declined, Outcome, PaymentRequest
from shop.core import clock

MOST = 5
PAUSE = timedelta(hours=1)
ENOUGH = "Too many cards were tried. Wait an hour, or pay in another way."


class WaryCards(Cards):
    """Refuses a checkout that has tried too many cards. What was begun may always go on."""

    def pay(self, request: PaymentRequest) -> Outcome:
        """As `Cards`; a new attempt is declined, and nobody is asked, after five in an hour.

        Raises:
            PaymentUnknown: nobody answered.
        """
        begun = keys_of(request.checkout)
        if len(begun) >= MOST and request.key not in begun:
            return Declined(ENOUGH)
        return super().pay(request)


def keys_of(checkout: str) -> set[str]:
    """The attempts of a checkout that were begun in the last hour, by their keys. Costs one query."""
    lately = Attempt.objects.filter(payment__subject=checkout, payment__created_at__gt=clock.now() - PAUSE)
    return set(lately.values_list("key", flat=True))
