"""What the orders' tests may ask for."""

import pytest

from shop.inventory import recipes
from tests.taxes.builders import a_rate


@pytest.fixture
def vat(db: None) -> None:
    """There, 19 percent of value added tax are in a price."""
    a_rate("19")


@pytest.fixture
def nothing_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows of anything that is packed of other things, so that nobody is asked."""
    monkeypatch.setattr(recipes, "_finders", [])


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> dict[int, dict[int, int]]:
    """What is packed of what; a test writes into it."""
    known: dict[int, dict[int, int]] = {}

    def find(variants: object) -> dict[int, dict[int, int]]:
        return {variant: known[variant] for variant in known if variant in variants}  # type: ignore[operator]

    monkeypatch.setattr(recipes, "_finders", [find])
    return known
