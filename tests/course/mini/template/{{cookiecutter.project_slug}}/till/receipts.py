"""Receipts."""

from till.prices import Price, total


def receipt(prices: list[Price]) -> str:
    """Return the lines of a receipt."""
    return "\n".join([*map(str, prices), f"total {total(prices)}"])
