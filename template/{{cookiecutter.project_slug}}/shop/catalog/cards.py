"""What a product's card in a list shows besides its own fields: read for all cards of a list at once.

A domain that adds something to cards names it here, and every list of products brings it along.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch

from shop.catalog.models import Variant

Lookup = Callable[[], "Prefetch[Any, Any, Any]"]
_lookups: list[Lookup] = []


def shown_on_cards(lookup: Lookup) -> Lookup:
    """Have every list of products bring along what this function's prefetch reads: one query a list."""
    _lookups.append(lookup)
    return lookup


def lookups() -> list["Prefetch[Any, Any, Any]"]:
    """All prefetches, made afresh: a prefetch remembers what it was used for."""
    return [lookup() for lookup in _lookups]


@shown_on_cards
def active_variants() -> "Prefetch[Any, Any, Any]":
    """The variants that may be sold; with these, `product.variants.all()` asks nobody."""
    return Prefetch("variants", queryset=Variant.objects.filter(is_active=True))
