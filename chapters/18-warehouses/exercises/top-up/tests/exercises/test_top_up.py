"""Lyon runs out of plates, and Berlin sends some: as many as are missing, once, and none that is promised."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.inventory.models import Location, StockItem
from shop.inventory.services.ledger import receive_stock
from shop.warehouses.models import Transfer
from shop.warehouses.services.transfers import receive_transfer, send_transfer
from tests.builders import a_variant
from tests.rivals import Rival
from tests.warehouses.builders import LYON, a_warehouse

pytestmark = pytest.mark.django_db


@pytest.fixture
def berlin() -> Location:
    """Where there are enough."""
    return a_warehouse("berlin", is_default=True)


@pytest.fixture
def lyon() -> Location:
    """Where they run out."""
    return a_warehouse("lyon", LYON)


@pytest.fixture
def plate(berlin: Location, lyon: Location) -> int:
    """Twenty in Berlin, three in Lyon."""
    plate = a_variant(sku="PLATE").pk
    receive_stock(units={plate: 20}, location=berlin)
    receive_stock(units={plate: 3}, location=lyon)
    return plate


def top_up(levels: Mapping[int, int]) -> Any:
    """Top up Lyon from Berlin, with the verb that this exercise asks for."""
    module = import_module("shop.warehouses.services.topping_up")
    origin, destination = (Location.objects.get(code=code) for code in ("berlin", "lyon"))
    return module.top_up(origin=origin, destination=destination, levels=levels)


def sent() -> list[dict[int, int]]:
    """What every transfer has in it."""
    transfers = Transfer.objects.order_by("pk")
    return [dict(transfer.lines.values_list("variant", "sent")) for transfer in transfers]


def test_what_is_missing_is_sent_and_what_never_lay_there_is_missing(plate: int, berlin: Location) -> None:
    bowl, full = a_variant().pk, a_variant().pk
    receive_stock(units={bowl: 9, full: 9}, location=berlin)
    receive_stock(units={full: 6}, location=Location.objects.get(code="lyon"))

    transfer = top_up({plate: 8, bowl: 4, full: 5})

    assert sent() == [{plate: 5, bowl: 4}]
    assert (transfer.origin.code, transfer.destination.code) == ("berlin", "lyon")


def test_what_is_under_way_counts_as_if_it_lay_there(plate: int, berlin: Location, lyon: Location) -> None:
    first = send_transfer(origin=berlin, destination=lyon, units={plate: 4})
    receive_transfer(transfer=first, key="scan-1", units={plate: 1})

    top_up({plate: 8})
    again = top_up({plate: 8})

    assert (sent(), again) == ([{plate: 4}, {plate: 1}], None)


def test_what_is_promised_stays(plate: int, berlin: Location) -> None:
    StockItem.objects.filter(location=berlin).update(held=1, allocated=17, backorder_limit=50)

    top_up({plate: 8})

    assert sent() == [{plate: 2}]


def test_where_nothing_is_free_nothing_is_sent(plate: int, berlin: Location) -> None:
    StockItem.objects.filter(location=berlin).update(allocated=20)

    assert top_up({plate: 8, a_variant().pk: 3}) is None
    assert sent() == []


@pytest.mark.django_db(transaction=True)
def test_two_who_top_up_at_once_do_so_one_after_the_other(plate: int) -> None:
    other = Rival(lambda: top_up({plate: 8}))

    with transaction.atomic():
        top_up({plate: 8})
        other.begin()

    assert (other.end(), sent()) == ("done", [{plate: 5}])


def test_twelve_things_cost_what_two_do(berlin: Location, lyon: Location) -> None:
    costs = []
    for number in (2, 12):
        things = [a_variant().pk for _ in range(number)]
        receive_stock(units=dict.fromkeys(things, 9), location=berlin)
        with CaptureQueriesContext(connection) as statements:
            top_up(dict.fromkeys(things, 4))
        costs.append(len(statements))

    assert costs[0] == costs[1]
