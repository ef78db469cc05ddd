"""Keep what did not fit into a cart until its shopper has taken note."""

from collections.abc import Mapping, Sequence

from shop.carts.models import MOST_LINES, Cart
from shop.carts.overflow import beyond, of_codes, of_things
from shop.carts.reading import name_of
from shop.catalog.models import Variant


def note_overflow(*, cart: Cart, wanted: Mapping[int, int], codes: Sequence[str]) -> None:
    """Write down what of two carts did not fit into one. Costs nothing where all of it did.

    Args:
        wanted: units by variant, as both carts together had them.
    """
    over, told = beyond(wanted), of_codes(codes)
    if over:
        variants = Variant.objects.select_related("product").in_bulk(over)
        names = {variants[pk].sku: name_of(variants[pk]) for pk in over}
        told = [*of_things({variants[pk].sku: units for pk, units in over.items()}, names), *told]
    if told:
        cart.overflow = [*told, *cart.overflow][:MOST_LINES]
        cart.save(update_fields=["overflow"])


def overflow_seen(*, cart: Cart) -> None:
    """Forget it. Costs one query, and none where there was nothing to tell."""
    if cart.overflow:
        cart.overflow = []
        cart.save(update_fields=["overflow"])
