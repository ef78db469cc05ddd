"""What is new says so for a week. Delete this file, its template and its line in `apps.py`, and nothing does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shop.core import clock
from shop.core.slots import register

NEW_FOR = timedelta(days=7)


def note_of(page: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Nothing to tell the template, but shown while the product is new. Costs nothing."""
    return {} if clock.now() - page["product"].published_at < NEW_FOR else None


register("product.buy", "storefront/novelty.html", note_of)
