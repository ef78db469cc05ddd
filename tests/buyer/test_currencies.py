"""Which currencies a store sells in, and whether its prices have tax in them, follow from the answers."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shopwright.store import generate

from .pairs import DECLARED

CURRENCIES = DECLARED["_currencies"]
FILES = ("config/shop.toml", "shop/pricing/seed.toml", "shop/catalog/seed/forms.py")


def told(store: Path, name: str) -> Any:
    return tomllib.loads((store / name).read_text("utf-8"))


def regions(store: Path) -> dict[str, Mapping[str, Any]]:
    """The regions of the demonstration, by currency."""
    return {region["currency"]: region for region in told(store, "shop/pricing/seed.toml")["region"]}


@pytest.mark.parametrize(
    ("currency", "further", "expected"),
    [
        ("EUR", "all", {"EUR", "USD", "GBP", "JPY", "KWD"}),
        ("USD", "none", {"USD"}),
        ("JPY", "EUR", {"JPY", "EUR"}),
        ("GBP", "KWD, GBP,USD", {"GBP", "KWD", "USD"}),
    ],
)
def test_a_currency_that_nobody_chose_leaves_no_trace(
    currency: str, further: str, expected: set[str], tmp_path: Path
) -> None:
    store = generate({"currency": currency, "further_currencies": further}, tmp_path)

    assert set(regions(store)) == expected
    assert set(told(store, "config/shop.toml")["money"]["endings"]) == expected
    absent = set(CURRENCIES) - expected
    found = {
        (name, code)
        for name in FILES
        for code in absent
        if re.search(rf"\b{code}\b", (store / name).read_text("utf-8"))
    }
    # The seed's own files tell prices in euros, whatever they become.
    assert found - {("shop/catalog/seed/forms.py", "EUR")} == set()


def test_decided_prices_are_for_regions_that_are_there(tmp_path: Path) -> None:
    store = generate({"further_currencies": "JPY"}, tmp_path)

    assert set(told(store, "shop/pricing/seed.toml")["retail"]) == {"jp"}


@pytest.mark.parametrize("currency", CURRENCIES)
def test_a_shop_is_where_its_currency_is(currency: str, tmp_path: Path) -> None:
    store = generate({"currency": currency}, tmp_path)

    assert told(store, "config/shop.toml")["taxes"]["country"] in regions(store)[currency]["countries"]


@pytest.mark.parametrize(
    ("answers", "included"),
    [
        ({}, True),
        ({"currency": "USD"}, False),
        ({"currency": "USD", "prices_include_tax": "yes"}, True),
        ({"prices_include_tax": "no"}, False),
    ],
)
def test_prices_have_the_tax_in_them_as_the_owner_says(
    answers: dict[str, str], included: bool, tmp_path: Path
) -> None:
    store = generate(answers, tmp_path)

    assert told(store, "config/shop.toml")["taxes"]["included"] is included
