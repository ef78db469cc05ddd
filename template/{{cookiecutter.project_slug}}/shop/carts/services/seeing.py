"""Remember what a shopper has seen, so that they are told only of what is new."""

from collections.abc import Sequence

from django.db import transaction

from shop.carts.models import CartLine
from shop.carts.pricing import PricedCart


@transaction.atomic
def note_seen(*, lines: Sequence[CartLine], priced: PricedCart) -> None:
    """Write down the prices that a shopper has taken note of. Costs one query, for one line or for a hundred.

    The cart's version does not change: nothing in the cart has.
    """
    units = {line.wanted.id: line.unit.money for line in priced.lines}
    noted = []
    for line in lines:
        if unit := units.get(line.variant.sku):
            line.seen_amount, line.seen_currency = unit.amount, unit.currency
            noted.append(line)
    CartLine.objects.bulk_update(noted, ["seen_amount", "seen_currency"])
