"""What a hint names exists."""

import pytest

from shopwright.course.mentions import unknown
from shopwright.course.tree import Blob, Tree

TREE: Tree = {
    "till/prices.py": Blob(b"class Price:\n    cents = 0\n\n    def total(self) -> int:\n        return 1\n"),
    ".env.example": Blob(b"TILL=1\n"),
    "assets/receipt.html": Blob(b"<p>"),
    "logo.png": Blob(b"\x00\xff"),
}


@pytest.mark.parametrize(
    "name",
    [
        "till/prices.py",
        "prices.py",
        ".env.example",
        "assets/",
        "till.prices",
        "till.prices.Price",
        "price.total()",
        "Price.cents",
        "TILL",
        "itertools.takewhile",
        "str.partition",
        "str.maketrans('a', 'b')",
        "ValueError",
        "pytest tests/exercises",
        "7 % 5",
    ],
)
def test_what_exists_is_known(name: str) -> None:
    # `price` is a name that a reader may give to one.
    tree = {**TREE, "a.py": Blob(b"price = 1\n")}

    assert list(unknown(f"Look at `{name}`.", [{}, tree])) == []


@pytest.mark.parametrize(
    "name",
    [
        "till/price.py",
        "rices.py",
        "asset/",
        "till.price",
        "till.prices.Prices",
        "price.totals()",
        "itertools.takewhilst",
        "cent",
    ],
)
def test_what_does_not_exist_is_named_once(name: str) -> None:
    assert list(unknown(f"Look at `{name}`, and at `{name}` again.", [TREE])) == [name]
