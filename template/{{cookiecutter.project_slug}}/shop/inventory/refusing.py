"""Say to whoever counts that somebody wanted more than there is."""

from collections.abc import Iterator
from contextlib import contextmanager

from shop.core.observing import notice
from shop.inventory.errors import OutOfStock


@contextmanager
def refusals_noticed() -> Iterator[None]:
    """Notice that something fell short, and let the refusal go on."""
    try:
        yield
    except OutOfStock:
        notice("stock.refused")
        raise
