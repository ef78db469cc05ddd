"""What of a variant may be promised, in one word and in numbers."""

from typing import Any

import pytest

from shop.catalog.errors import ProductNotFound
from shop.inventory import errors, selectors
from shop.inventory.models import StockItem
from shop.inventory.selectors import Availability, Level
from shop.inventory.services.ledger import receive_stock
from shop.inventory.services.planning import set_backorders, warn_at
from tests.builders import a_location, a_product, a_published_product, a_stock_item, a_variant

pytestmark = pytest.mark.django_db

Packed = dict[int, dict[int, int]]


def of(item: StockItem) -> Availability:
    """What of an item's variant may be promised."""
    return selectors.availability([item.variant_id])[item.variant_id]


@pytest.mark.parametrize(
    ("counts", "level", "ready", "later"),
    [
        ({"on_hand": 10}, Level.IN_STOCK, 10, 0),
        ({"on_hand": 10, "held": 4, "allocated": 2}, Level.IN_STOCK, 4, 0),
        ({"on_hand": 10, "held": 7}, Level.LOW, 3, 0),
        ({"on_hand": 10, "allocated": 10}, Level.SOLD_OUT, 0, 0),
        ({"on_hand": 0, "backorder_limit": 5}, Level.TO_ORDER, 0, 5),
        ({"on_hand": 2, "held": 6, "backorder_limit": 5}, Level.TO_ORDER, 0, 1),
        ({"on_hand": 10, "backorder_limit": 5}, Level.IN_STOCK, 10, 5),
        ({"on_hand": 10, "low_at": 10}, Level.LOW, 10, 0),
        ({"on_hand": 1, "low_at": 0}, Level.IN_STOCK, 1, 0),
    ],
)
def test_what_is_there_and_not_promised_may_be_promised(
    counts: dict[str, int], level: Level, ready: int, later: int
) -> None:
    found = of(a_stock_item(**counts))

    assert (found.level, found.ready, found.later, found.total) == (level, ready, later, ready + later)


def test_what_nobody_keeps_is_sold_out() -> None:
    mug = a_variant()

    assert selectors.availability([mug.pk]) == {mug.pk: Availability()}


def test_all_places_count() -> None:
    item = a_stock_item(on_hand=2, held=2)
    a_stock_item(variant=item.variant, location=a_location(), on_hand=5, held=1)

    assert of(item).total == 4


def test_what_is_packed_is_there_as_often_as_its_scarcest_part_allows(packed: Packed) -> None:
    pair, mug, plate = a_variant(), a_stock_item(on_hand=9), a_stock_item(on_hand=3, backorder_limit=20)
    packed[pair.pk] = {mug.variant_id: 2, plate.variant_id: 1}

    found = selectors.availability([pair.pk])[pair.pk]

    assert found == Availability(ready=3, later=1, low_at=1)
    assert found.level == Level.IN_STOCK


def test_what_is_packed_of_something_that_nobody_keeps_is_sold_out(packed: Packed) -> None:
    pair = a_variant()
    packed[pair.pk] = {a_variant().pk: 1, a_stock_item().variant_id: 1}

    assert selectors.availability([pair.pk])[pair.pk].level == Level.SOLD_OUT


def test_what_is_packed_has_no_place_of_its_own(packed: Packed) -> None:
    pair = a_variant(sku="PAIR")
    packed[pair.pk] = {a_variant().pk: 2}

    with pytest.raises(errors.NotStocked, match="PAIR, which is packed of other things"):
        receive_stock(units={pair.pk: 1})

    assert not StockItem.objects.exists()


@pytest.mark.usefixtures("nothing_packed")
def test_many_variants_cost_what_one_does(django_assert_num_queries: Any) -> None:
    items = [a_stock_item() for _ in range(10)]

    for some in (items[:1], items):
        with django_assert_num_queries(1):
            selectors.availability([item.variant_id for item in some])


@pytest.mark.usefixtures("nothing_packed")
def test_the_variants_of_a_page_cost_three_queries(django_assert_num_queries: Any) -> None:
    product = a_published_product(slug="mug")
    for number in range(5):
        a_stock_item(variant=a_variant(product=product, sku=f"MUG-{number}"))

    with django_assert_num_queries(3):
        rows = selectors.variants_on_page("mug")

    assert [row.found.ready for row in rows] == [0, 10, 10, 10, 10, 10]


def test_a_draft_has_no_page() -> None:
    with pytest.raises(ProductNotFound):
        selectors.variants_on_page(a_product().slug)


def test_what_runs_out_is_listed_the_scarcest_first(django_assert_num_queries: Any) -> None:
    a_stock_item(on_hand=10)
    for sku, counts in {"B": {"on_hand": 3}, "A": {"on_hand": 9, "held": 6}, "C": {"on_hand": 0}}.items():
        a_stock_item(variant=a_variant(sku=sku), **counts)

    with django_assert_num_queries(1):
        found = [(item.variant.sku, item.location.name, item.free) for item in selectors.low_stock()]

    assert [(sku, free) for sku, _, free in found] == [("C", 0), ("A", 3), ("B", 3)]


def test_more_may_be_promised_than_there_is() -> None:
    item = set_backorders(item=a_stock_item(on_hand=1), limit=4)

    assert (item.backorder_limit, of(item).total) == (4, 5)


def test_what_is_promised_already_may_not_be_forbidden() -> None:
    item = a_stock_item(on_hand=1, held=3, backorder_limit=4)

    with pytest.raises(errors.StockPromised):
        set_backorders(item=item, limit=1)

    assert set_backorders(item=item, limit=2).backorder_limit == 2


def test_the_shop_says_when_it_worries() -> None:
    item = warn_at(item=a_stock_item(on_hand=5), units=5)

    assert of(item).level == Level.LOW


def test_no_limit_is_below_nothing() -> None:
    item = a_stock_item()

    with pytest.raises(errors.WrongQuantity):
        set_backorders(item=item, limit=-1)
    with pytest.raises(errors.WrongQuantity):
        warn_at(item=item, units=-1)
