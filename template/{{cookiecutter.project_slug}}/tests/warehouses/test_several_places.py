"""Things are taken from the places that the shop's strategy chooses, and what is promised is there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from shop.catalog.models import Variant
from shop.core import clock
from shop.inventory.destinations import ANYWHERE, Destination
from shop.inventory.errors import OutOfStock
from shop.inventory.models import Location, StockItem
from shop.inventory.selectors import availability
from shop.inventory.services import reserving
from shop.inventory.services.reserving import allocate_stock, reserve_stock
from shop.warehouses.models import ParcelCost
from shop.warehouses.strategies import Strategy
from tests.builders import a_stock_item, a_variant
from tests.rivals import Rival
from tests.warehouses.builders import BERLIN, LYON, a_warehouse

pytestmark = pytest.mark.django_db

FRANCE, POLAND = Destination("FR"), Destination("PL")


@pytest.fixture
def berlin() -> Location:
    """Where things usually lie; the shop's first choice."""
    return a_warehouse("berlin", BERLIN, rank=1, is_default=True)


@pytest.fixture
def lyon() -> Location:
    """Near the shoppers in France, and dear."""
    return a_warehouse("lyon", LYON, rank=2)


@pytest.fixture
def mug(berlin: Location, lyon: Location) -> int:
    """Five in Berlin, three in Lyon."""
    variant = a_variant(sku="MUG")
    a_stock_item(variant=variant, location=berlin, on_hand=5)
    a_stock_item(variant=variant, location=lyon, on_hand=3)
    return variant.pk


def taken(wanted: dict[int, int], to: Destination = ANYWHERE) -> dict[str, int]:
    """How many units leave which place, when it is reserved; then it is as before."""
    with transaction.atomic():
        made = reserve_stock(owner="cart-1", wanted=wanted, until=clock.now() + timedelta(minutes=15), to=to)
        lines = dict(made.lines.values_list("item__location__code", "units"))
        transaction.set_rollback(True)
        return lines


def test_the_nearest_place_sends(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.NEAREST

    assert taken({mug: 2}, FRANCE) == {"lyon": 2}
    assert taken({mug: 2}, POLAND) == {"berlin": 2}
    assert taken({mug: 4}, FRANCE) == {"berlin": 1, "lyon": 3}


def test_nobody_said_where_to_so_it_stays_in_the_country(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY, settings.SHOP_COUNTRY = Strategy.NEAREST, "FR"

    assert taken({mug: 2}) == {"lyon": 2}


def test_all_of_it_comes_in_one_parcel_if_it_can(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.FEWEST_PARCELS

    assert taken({mug: 4}, FRANCE) == {"berlin": 4}
    assert taken({mug: 8}, FRANCE) == {"berlin": 5, "lyon": 3}


def test_the_cheapest_place_sends_by_the_country_it_goes_to(
    mug: int, berlin: Location, lyon: Location, settings: Any
) -> None:
    settings.SHOP_STRATEGY = Strategy.CHEAPEST
    for place, country, parcel in ((berlin, "", 500), (berlin, "FR", 1500), (lyon, "", 900)):
        ParcelCost.objects.create(
            warehouse=place.warehouse, country=country, parcel_amount=parcel, unit_amount=0, currency="EUR"
        )
    # A cost in dollars says nothing beside one in euros.
    ParcelCost.objects.create(
        warehouse=lyon.warehouse, country="PL", parcel_amount=1, unit_amount=0, currency="USD"
    )

    assert taken({mug: 2}, POLAND) == {"berlin": 2}
    assert taken({mug: 2}, FRANCE) == {"lyon": 2}


def test_the_shops_own_order_counts_where_it_says_so(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.PRIORITY

    assert taken({mug: 2}, FRANCE) == {"berlin": 2}


def test_a_place_without_a_point_on_the_map_sends_last(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.NEAREST
    a_stock_item(variant=Variant.objects.get(pk=mug), location=an_attic(), on_hand=1)

    assert taken({mug: 9}, FRANCE) == {"attic": 1, "berlin": 5, "lyon": 3}


def an_attic() -> Location:
    """A place of which only the name is known."""
    return Location.objects.create(code="attic", name="Attic")


def test_boxes_are_taken_before_anything_is_made(mug: int, lyon: Location, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.NEAREST
    StockItem.objects.filter(location=lyon).update(backorder_limit=10)

    assert taken({mug: 8}, FRANCE) == {"berlin": 5, "lyon": 3}
    assert taken({mug: 9}, FRANCE) == {"lyon": 9}


def test_shoppers_are_told_of_all_places_together_and_can_have_it(mug: int) -> None:
    assert availability([mug])[mug].ready == 8

    allocate_stock(owner="order-1", wanted={mug: 8})

    assert availability([mug])[mug].ready == 0


def test_what_falls_short_in_all_places_is_named(mug: int) -> None:
    vase = a_variant()

    with pytest.raises(OutOfStock) as caught:
        allocate_stock(owner="order-1", wanted={mug: 9})
    assert (caught.value.found, caught.value.left) == ("8 of 9 MUG.", {mug: 8})

    with pytest.raises(OutOfStock, match="something that nobody keeps"):
        allocate_stock(owner="order-1", wanted={mug: 1, vase.pk: 1})


@pytest.mark.usefixtures("nothing_packed")
@pytest.mark.parametrize(("strategy", "cost"), [(Strategy.FEWEST_PARCELS, 8), (Strategy.CHEAPEST, 9)])
def test_many_things_from_many_places_cost_what_one_does(
    berlin: Location, settings: Any, django_assert_num_queries: Any, strategy: Strategy, cost: int
) -> None:
    settings.SHOP_STRATEGY = strategy
    places = [berlin, *(a_warehouse(f"place-{number}x") for number in range(4))]
    things = [a_variant() for _ in range(6)]
    for thing in things:
        for place in places:
            a_stock_item(variant=thing, location=place, on_hand=4)

    for number, some in enumerate((things[:1], things)):
        with django_assert_num_queries(cost):  # 4 of these are for savepoints
            allocate_stock(owner=f"order-{number}", wanted={thing.pk: 6 for thing in some})


@pytest.mark.django_db(transaction=True)
def test_who_is_overtaken_at_one_shelf_goes_to_the_next(mug: int, settings: Any) -> None:
    settings.SHOP_STRATEGY = Strategy.NEAREST
    slow = Rival(lambda: allocate_stock(owner="order-2", wanted={mug: 2}, to=FRANCE))

    with transaction.atomic():
        allocate_stock(owner="order-1", wanted={mug: 3}, to=FRANCE)
        slow.begin()  # it sees three in Lyon, and waits for the row

    assert slow.end() == "done"
    assert dict(StockItem.objects.values_list("location__code", "allocated")) == {"lyon": 3, "berlin": 2}


@pytest.mark.django_db(transaction=True)
def test_who_is_overtaken_by_the_last_one_is_told(mug: int) -> None:
    slow = Rival(lambda: allocate_stock(owner="order-2", wanted={mug: 2}))

    with transaction.atomic():
        allocate_stock(owner="order-1", wanted={mug: 7})
        slow.begin()

    assert slow.end() == "out-of-stock"
    assert availability([mug])[mug].ready == 1


def test_who_was_overtaken_too_often_holds_the_shelves_first(
    mug: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, promise = [], reserving.promise

    def overtaken(*told: Any, hold_first: bool = False) -> Any:
        asked.append(hold_first)
        if not hold_first:
            raise reserving.Overtaken
        return promise(*told, hold_first=True)

    monkeypatch.setattr(reserving, "promise", overtaken)

    allocate_stock(owner="order-1", wanted={mug: 8})

    assert asked == [False, False, False, True]
