"""Places on pages: in order, once each, and empty unless somebody comes."""

from collections import defaultdict

import pytest

from shop.core import slots


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part stands anywhere."""
    monkeypatch.setattr(slots, "_slots", defaultdict(list))


def templates(slot: str) -> list[str]:
    """What stands in a slot, by its templates."""
    return [part.template for part in slots.parts(slot)]


def test_a_slot_that_nobody_uses_is_empty() -> None:
    assert slots.parts("page.header") == []


def test_small_numbers_come_first_and_names_decide_between_equals() -> None:
    slots.register("page.header", "late.html", order=90)
    slots.register("page.header", "b.html")
    slots.register("page.header", "a.html")
    slots.register("page.header", "early.html", order=10)

    assert templates("page.header") == ["early.html", "a.html", "b.html", "late.html"]


def test_twice_is_once() -> None:
    slots.register("page.header", "basket.html", order=10)
    slots.register("page.header", "basket.html", order=20)

    assert [(part.template, part.order) for part in slots.parts("page.header")] == [("basket.html", 20)]


def test_a_part_stands_where_it_registered_and_nowhere_else() -> None:
    slots.register("product.buy", "buy.html")

    assert templates("product.details") == []
