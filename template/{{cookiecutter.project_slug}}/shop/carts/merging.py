"""Two carts become one, by a strategy that the shop has chosen."""

from collections.abc import Mapping
from enum import StrEnum


class Merging(StrEnum):
    """What becomes of a visitor's cart when they sign in and have one already."""

    SUM = "sum"
    MAX = "max"
    KEEP = "keep"


def merged(
    theirs: Mapping[int, int], brought: Mapping[int, int], strategy: Merging, most: int
) -> dict[int, int]:
    """Quantities by variant: what was there first, in its order, and then what is new.

    Args:
        theirs: what the customer's own cart has.
        brought: what the visitor's has. Who has nothing in their own cart keeps all of it.
        most: the ceiling of one line.
    """
    if strategy is Merging.KEEP:
        return dict(theirs or brought)
    both = {**theirs, **brought}
    if strategy is Merging.MAX:
        return {variant: max(theirs.get(variant, 0), brought.get(variant, 0)) for variant in both}
    return {variant: min(most, theirs.get(variant, 0) + brought.get(variant, 0)) for variant in both}
