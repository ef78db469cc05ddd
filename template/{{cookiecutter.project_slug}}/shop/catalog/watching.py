"""Who wants to know of a changed price. The catalog does not know them: they name themselves."""

from collections.abc import Callable

from shop.catalog.models import Variant
from shop.core.money import Money

Watcher = Callable[[Variant, Money], None]
_watchers: list[Watcher] = []


def when_price_changes(watcher: Watcher) -> Watcher:
    """Have a function called with the variant and its price before, in the transaction that changes it."""
    _watchers.append(watcher)
    return watcher


def tell_price_change(variant: Variant, before: Money) -> None:
    """Tell all who want to know. If one of them fails, the price has not changed."""
    for watcher in _watchers:
        watcher(variant, before)
