"""From how many on one costs less. What counts is what would be paid, and not what stands on a list."""

from dataclasses import dataclass, replace

from shop.pricing.choosing import Ask, Snapshot, UnitPrice, choose_price


@dataclass(frozen=True)
class Tier:
    """What one costs, for who takes so many."""

    quantity: int
    price: UnitPrice


def tiers(ask: Ask, snapshot: Snapshot) -> list[Tier]:
    """The quantities from which on one costs less than before, in their order; mostly none.

    Raises:
        NoPrice: as `choose_price`.
    """
    steps = {row.min_quantity for row in snapshot.rows.get(ask.variant, ())}
    paid = choose_price(ask, snapshot)
    found = []
    for quantity in sorted(step for step in steps if step > ask.quantity):
        price = choose_price(replace(ask, quantity=quantity), snapshot)
        if price.amount < paid.amount:
            found.append(Tier(quantity, price))
            paid = price
    return found
