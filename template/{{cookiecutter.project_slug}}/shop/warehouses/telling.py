"""How an outside system writes what it says of the shelves, in JSON, whichever way it comes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shop.warehouses.models import Kind
from shop.warehouses.services.messages import Said


def said_by(told: Mapping[str, Any]) -> Said:
    """What a message says.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    at = datetime.fromisoformat(told["at"])
    if at.tzinfo is None:
        raise ValueError(f"`{told['at']}` has no time zone")
    return Said(
        kind=Kind(told["kind"]),
        location=text(told["place"]),
        sku=text(told["sku"]),
        quantity=int(told["quantity"]),
        occurred_at=at,
        sequence=told.get("number"),
    )


def text(value: Any) -> str:
    """A name, as it was written; a number is none, for `007` and `7` would be one."""
    if not isinstance(value, str):
        raise TypeError(f"`{value}` is not a text")
    return value
