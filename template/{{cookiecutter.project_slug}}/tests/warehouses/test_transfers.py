"""Boxes leave, are under way, and arrive: once, however often somebody says so."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.core.errors import ShopError
from shop.inventory.errors import StockPromised
from shop.inventory.models import Location, Movement, StockItem
from shop.inventory.selectors import availability
from shop.inventory.services.ledger import Slip, receive_stock
from shop.warehouses.errors import TransferClosed, WrongTransfer
from shop.warehouses.models import Transfer, Way
from shop.warehouses.services.transfers import give_up_transfer, receive_transfer, send_transfer
from tests.builders import a_user, a_variant
from tests.rivals import Rival
from tests.warehouses.builders import LYON, a_warehouse

pytestmark = pytest.mark.django_db


@pytest.fixture
def berlin() -> Location:
    """Where things usually lie."""
    return a_warehouse("berlin", is_default=True)


@pytest.fixture
def lyon() -> Location:
    """Where they go."""
    return a_warehouse("lyon", LYON)


@pytest.fixture
def mug(berlin: Location) -> int:
    """Ten in Berlin."""
    mug = a_variant(sku="MUG").pk
    receive_stock(units={mug: 10}, location=berlin)
    return mug


@pytest.fixture
def sent(mug: int, berlin: Location, lyon: Location) -> Transfer:
    """Six of them are on their way to Lyon."""
    return send_transfer(origin=berlin, destination=lyon, units={mug: 6})


def lies() -> dict[str, int]:
    """How many boxes lie where."""
    return dict(StockItem.objects.order_by("pk").values_list("location__code", "on_hand"))


def refused(verb: Any, **asked: Any) -> ShopError:
    """Why something is refused; nothing is written."""
    before = (lies(), Movement.objects.count(), Transfer.objects.count())
    with pytest.raises(ShopError) as caught, transaction.atomic():
        verb(**asked)
    assert (lies(), Movement.objects.count(), Transfer.objects.count()) == before
    return caught.value


def test_what_is_under_way_lies_nowhere_and_nobody_is_promised_it(sent: Transfer, mug: int) -> None:
    assert (sent.state, lies(), availability([mug])[mug].total) == (Way.SENT, {"berlin": 4}, 4)

    done = receive_transfer(transfer=sent, key="scan-1", units={mug: 6})

    assert (done.state, lies(), availability([mug])[mug].total) == (Way.DONE, {"berlin": 4, "lyon": 6}, 10)
    assert done.closed_at is not None


def test_both_ends_say_so_in_the_ledger(mug: int, berlin: Location, lyon: Location) -> None:
    driver = a_user()
    sent = send_transfer(origin=berlin, destination=lyon, units={mug: 6}, slip=Slip(by=driver))

    receive_transfer(transfer=sent, key="scan-1", units={mug: 6})

    lines = Movement.objects.filter(reference=sent.public_id).order_by("pk")
    assert [(line.reason, line.quantity, line.balance, line.note) for line in lines] == [
        ("moved", -6, 4, "To Lyon."),
        ("moved", 6, 6, "From Berlin."),
    ]
    assert (sent.by, lines[0].by) == (driver, driver)


def test_some_come_later_and_some_never(sent: Transfer, mug: int) -> None:
    receive_transfer(transfer=sent, key="scan-1", units={mug: 3})
    still = receive_transfer(transfer=sent, key="scan-2", units={mug: 1})
    assert (still.state, still.lines.get().under_way, lies()["lyon"]) == (Way.SENT, 2, 4)

    done = give_up_transfer(transfer=sent)

    line = done.lines.get()
    assert (done.state, line.received, line.lost, line.under_way) == (Way.DONE, 4, 2, 0)
    assert lies() == {"berlin": 4, "lyon": 4}


def test_an_arrival_that_is_told_twice_came_once(sent: Transfer, mug: int) -> None:
    receive_transfer(transfer=sent, key="scan-1", units={mug: 3})
    receive_transfer(transfer=sent, key="scan-1", units={mug: 3})
    assert lies()["lyon"] == 3

    receive_transfer(transfer=sent, key="scan-2", units={mug: 3})
    done = receive_transfer(transfer=sent, key="scan-2", units={mug: 3})

    assert (done.state, lies()["lyon"]) == (Way.DONE, 6)


def test_one_key_has_one_content(sent: Transfer, mug: int) -> None:
    receive_transfer(transfer=sent, key="scan-1", units={mug: 3})

    assert isinstance(refused(receive_transfer, transfer=sent, key="scan-1", units={mug: 2}), WrongTransfer)


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_arrival_at_once_bring_it_once(sent: Transfer, mug: int) -> None:
    other = Rival(lambda: receive_transfer(transfer=sent, key="scan-1", units={mug: 4}))

    with transaction.atomic():
        receive_transfer(transfer=sent, key="scan-1", units={mug: 4})
        other.begin()

    assert (other.end(), lies()["lyon"]) == ("done", 4)


@pytest.mark.parametrize("units", [{}, {"mug": 0}, {"mug": 7}, {"vase": 1}])
def test_no_more_comes_than_was_sent(sent: Transfer, mug: int, units: dict[str, int]) -> None:
    named = {"mug": mug, "vase": a_variant().pk}
    told = {named[name]: count for name, count in units.items()}

    assert isinstance(refused(receive_transfer, transfer=sent, key="scan-1", units=told), WrongTransfer)


def test_what_is_done_is_done(sent: Transfer, mug: int) -> None:
    give_up_transfer(transfer=sent)

    assert isinstance(refused(receive_transfer, transfer=sent, key="late", units={mug: 1}), TransferClosed)
    assert isinstance(refused(give_up_transfer, transfer=sent), TransferClosed)


@pytest.mark.parametrize("count", [0, -1, 11])
def test_nothing_is_sent_that_is_not_there(mug: int, berlin: Location, lyon: Location, count: int) -> None:
    refusal = refused(send_transfer, origin=berlin, destination=lyon, units={mug: count})

    assert isinstance(refusal, WrongTransfer)


def test_what_has_no_shelf_there_and_what_goes_nowhere_is_refused(
    mug: int, berlin: Location, lyon: Location
) -> None:
    for asked in (
        {"origin": lyon, "destination": berlin, "units": {mug: 1}},
        {"origin": berlin, "destination": berlin, "units": {mug: 1}},
        {"origin": berlin, "destination": lyon, "units": {}},
    ):
        assert isinstance(refused(send_transfer, **asked), WrongTransfer)


def test_what_is_promised_stays(mug: int, berlin: Location, lyon: Location) -> None:
    StockItem.objects.update(allocated=5)

    refusal = refused(send_transfer, origin=berlin, destination=lyon, units={mug: 6})

    assert isinstance(refusal, StockPromised)
    assert "5 of MUG in Berlin are promised" in refusal.found


def test_many_things_cost_what_two_do(
    berlin: Location, lyon: Location, django_assert_num_queries: Any
) -> None:
    things = [a_variant().pk for _ in range(8)]
    receive_stock(units=dict.fromkeys(things, 9), location=berlin)
    receive_stock(units=dict.fromkeys(things, 1), location=lyon)

    for some in (things[:2], things):
        with django_assert_num_queries(SENDING):
            sent = send_transfer(origin=berlin, destination=lyon, units=dict.fromkeys(some, 2))
        with django_assert_num_queries(RECEIVING):
            receive_transfer(transfer=sent, key="scan-1", units=dict.fromkeys(some, 2))


# Both with their savepoints.
SENDING = 9
RECEIVING = 17


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"received": 7}, "transfer_nothing_arrives_twice"), ({"sent": 0}, "transfer_line_at_least_one")],
)
def test_a_line_makes_sense(sent: Transfer, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        sent.lines.update(**fields)


def test_a_transfer_makes_sense(sent: Transfer) -> None:
    with pytest.raises(IntegrityError, match="transfer_goes_elsewhere"), transaction.atomic():
        Transfer.objects.update(destination=sent.origin)
    with pytest.raises(IntegrityError, match="transfer_closed_has_a_date"), transaction.atomic():
        Transfer.objects.update(state=Way.DONE)
    with pytest.raises(IntegrityError, match="arrival_has_a_key"), transaction.atomic():
        sent.arrivals.create(key="", units={})
