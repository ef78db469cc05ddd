"""The demonstration shop's stock: some of everything that a shop's day has, and every day the same."""

import pytest

from shop.inventory import seed
from shop.inventory.models import Movement, StockItem
from shop.inventory.selectors import Level, availability
from tests.builders import a_product, a_variant

pytestmark = pytest.mark.django_db


def drawn(number: int) -> str:
    """The first SKU that draws a number."""
    return next(sku for n in range(10_000) if seed.fortune(sku := f"SKU-{n}X") == number)


@pytest.mark.parametrize(
    ("number", "level", "total"),
    [(0, Level.SOLD_OUT, 0), (6, Level.TO_ORDER, 12), (13, Level.LOW, 2), (50, Level.IN_STOCK, 17)],
)
def test_a_thing_draws_its_fortune(number: int, level: Level, total: int) -> None:
    variant = a_variant(sku=drawn(number))

    assert seed.seed() == "1 things on the shelves"

    found = availability([variant.pk])[variant.pk]
    assert (found.level, found.total) == (level, total)


def test_a_second_time_there_is_nothing_to_do() -> None:
    a_variant()
    seed.seed()
    before = (Movement.objects.count(), StockItem.objects.count())

    seed.seed()

    assert (Movement.objects.count(), StockItem.objects.count()) == before


def test_what_is_packed_and_what_is_sold_no_more_gets_no_place(packed: dict[int, dict[int, int]]) -> None:
    product = a_product()
    pair, mug = a_variant(product=product), a_variant(product=product)
    a_variant(product=product, is_active=False)
    packed[pair.pk] = {mug.pk: 2}

    seed.seed()

    assert [item.variant for item in StockItem.objects.all()] == [mug]
