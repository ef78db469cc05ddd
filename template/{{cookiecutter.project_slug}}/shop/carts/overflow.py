"""What does not fit when two carts become one. A cart has ceilings; nothing goes over one without a word."""

from collections.abc import Mapping, Sequence

from shop.carts.changes import Change, Kind
from shop.carts.models import MOST_COUPONS, MOST_LINES, MOST_OF_ONE, Cart


def fitting(wanted: Mapping[int, int]) -> dict[int, int]:
    """As much of it as a cart holds, by variant: the first lines, and of each no more than a line has."""
    return {pk: min(units, MOST_OF_ONE) for pk, units in list(wanted.items())[:MOST_LINES]}


def beyond(wanted: Mapping[int, int]) -> dict[int, int]:
    """What is left over, by variant."""
    held = fitting(wanted)
    return {pk: units - held.get(pk, 0) for pk, units in wanted.items() if units > held.get(pk, 0)}


def of_things(units: Mapping[str, int], names: Mapping[str, str]) -> list[dict[str, str]]:
    """What to tell of things that did not fit, by SKU."""
    holds = f"A cart holds {MOST_LINES} things, and {MOST_OF_ONE} of each."
    return [
        {"about": sku, "says": f"{count} x {names[sku]} did not fit into one cart. {holds}"}
        for sku, count in units.items()
    ]


def of_codes(codes: Sequence[str]) -> list[dict[str, str]]:
    """What to tell of codes that did not fit."""
    holds = f"A cart holds {MOST_COUPONS}."
    return [
        {"about": code, "says": f"The code {code} did not fit into one cart. {holds}"}
        for code in codes[MOST_COUPONS:]
    ]


def overflow_of(cart: Cart) -> list[Change]:
    """What the shopper should know of it, until they have taken note. Costs nothing."""
    return [Change(Kind.OVERFLOW, told["about"], told["says"]) for told in cart.overflow]
