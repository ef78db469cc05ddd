"""What the checkouts' tests may ask for."""

from collections.abc import Iterator

import pytest

from shop.inventory import recipes
from tests.checkout.bank import Bank, open_bank
from tests.taxes.builders import a_rate


@pytest.fixture
def bank() -> Iterator[Bank]:
    """A way to pay that remembers what it took."""
    with open_bank(Bank()) as bank:
        yield bank


@pytest.fixture
def vat(db: None) -> None:
    """There, 19 percent of value added tax are in a price."""
    a_rate("19")


@pytest.fixture
def nothing_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows of anything that is packed of other things, so that nobody is asked."""
    monkeypatch.setattr(recipes, "_finders", [])
