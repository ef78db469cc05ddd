"""Counting."""

from till.prices import Price


def count(prices: list[Price]) -> int:
    """Return how many things there are."""
    return len(prices)
