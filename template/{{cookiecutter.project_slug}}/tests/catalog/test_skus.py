"""Suggestions of what to print on a box."""

import re

import pytest

from shop.catalog.models.variant import SKU
from shop.catalog.skus import make_sku


@pytest.mark.parametrize(
    ("slug", "options", "sku"),
    [
        ("harbour-mug", ["ash-blue", "250"], "HARB-MUG-ASH-BLUE-250"),
        ("mill-blanket", ["madder", "140x200"], "MILL-BLAN-MADD-140X200"),
        ("plain-cup", ["shell", "no-handle"], "PLAI-CUP-SHEL-NO-HAND"),
        ("rug", [], "RUG"),
        ("towel", ["Grüner Hering"], "TOWE-GRUN-HERI"),
        ("vase", ["2.5"], "VASE-25"),
    ],
)
def test_a_sku_keeps_the_beginnings_of_words(slug: str, options: list[str], sku: str) -> None:
    assert make_sku(slug, options) == sku


def test_a_size_is_never_cut() -> None:
    assert make_sku("rug", ["1300x1800"]).endswith("1300X1800")


def test_a_long_name_makes_a_sku_that_still_fits() -> None:
    sku = make_sku("-".join(["word"] * 30), ["ink"])

    assert len(sku) <= 60
    assert re.fullmatch(SKU, sku)
