"""An outside system speaks late, twice, and in any order. At the end there is what it said."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.core import clock
from shop.inventory.models import Location, Movement, Reason, StockItem
from shop.inventory.services.ledger import adjust_stock, receive_stock
from shop.inventory.services.reserving import allocate_stock
from shop.warehouses.errors import MessageDiffers, WrongMessage
from shop.warehouses.models import Kind, StockMessage, Worth
from shop.warehouses.services.messages import Said, apply_stock_message, count_by, retry_stock_messages
from tests.builders import a_location, a_variant
from tests.conftest import FrozenClock
from tests.rivals import Rival
from tests.warehouses.builders import PORTO, a_warehouse

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def porto() -> Location:
    """A warehouse in which somebody else's system counts."""
    place = a_warehouse("porto", PORTO, is_default=True)
    count_by(location=place, source="wms")
    return place


@pytest.fixture
def mug(porto: Location, frozen_clock: FrozenClock) -> int:
    """Ten came three hours ago."""
    mug = a_variant(sku="MUG").pk
    frozen_clock.move(-3 * HOUR)
    receive_stock(units={mug: 10}, location=porto)
    frozen_clock.move(3 * HOUR)
    return mug


def tell(name: str, kind: Kind, quantity: int, hours_ago: float = 0, **fields: Any) -> StockMessage:
    """Say something about the mugs in Porto."""
    at = clock.now() - timedelta(hours=hours_ago)
    told: Any = {"kind": kind, "location": "porto", "sku": "MUG", "quantity": quantity, "occurred_at": at}
    said = Said(**(told | fields))
    return apply_stock_message(source="wms", message_id=name, said=said)


def count(name: str, quantity: int, hours_ago: float = 0, **fields: Any) -> StockMessage:
    """There were so many."""
    return tell(name, Kind.COUNT, quantity, hours_ago, **fields)


def change(name: str, quantity: int, hours_ago: float = 0, **fields: Any) -> StockMessage:
    """So many came, or went."""
    return tell(name, Kind.CHANGE, quantity, hours_ago, **fields)


def mugs() -> int:
    """How many there are."""
    return StockItem.objects.get(variant__sku="MUG").on_hand


@pytest.mark.usefixtures("mug")
def test_a_count_is_believed_and_written_into_the_ledger() -> None:
    message = count("m-1", 7)

    line = Movement.objects.latest("pk")
    assert (message.worth, mugs()) == (Worth.APPLIED, 7)
    assert (line.reason, line.quantity, line.balance, line.reference) == ("counted", -3, 7, "wms m-1")


@pytest.mark.usefixtures("mug")
def test_a_change_is_added() -> None:
    change("m-1", 5)
    change("m-2", -2)

    assert mugs() == 13


@pytest.mark.usefixtures("mug")
def test_what_says_nothing_new_writes_no_line() -> None:
    before = Movement.objects.count()

    assert count("m-1", 10).worth == Worth.APPLIED
    assert Movement.objects.count() == before


@pytest.mark.usefixtures("mug")
def test_what_is_told_twice_is_told_once() -> None:
    first = change("m-1", 5)

    again = change("m-1", 5)

    assert (again.pk, mugs(), StockMessage.objects.count()) == (first.pk, 15, 1)


@pytest.mark.usefixtures("mug")
def test_one_name_has_one_content() -> None:
    change("m-1", 5)

    with pytest.raises(MessageDiffers, match="quantity 6, and before with 5"):
        change("m-1", 6)
    with pytest.raises(MessageDiffers):
        count("m-1", 5)

    assert mugs() == 15


@pytest.mark.usefixtures("mug")
def test_a_count_that_comes_late_knows_nothing_of_what_we_did_since(
    porto: Location, frozen_clock: FrozenClock
) -> None:
    frozen_clock.move(-HOUR)
    adjust_stock(item=StockItem.objects.get(), change=-4, reason=Reason.DAMAGED)
    frozen_clock.move(HOUR)

    count("m-1", 9, hours_ago=2)

    assert mugs() == 5  # nine were there two hours ago, and four broke since


@pytest.mark.usefixtures("mug")
def test_a_count_that_is_older_than_another_is_kept_and_ignored() -> None:
    count("m-2", 7, hours_ago=1)

    old = count("m-1", 3, hours_ago=2)

    assert (mugs(), old.worth) == (7, Worth.IGNORED)
    assert old.why == "wms m-2 counted at 2026-03-01 11:00:00, which says it all."


@pytest.mark.usefixtures("mug")
def test_a_change_from_before_a_count_is_in_the_count() -> None:
    count("m-2", 7, hours_ago=1)

    assert change("m-1", 5, hours_ago=2).worth == Worth.IGNORED
    assert change("m-3", 5, hours_ago=1).worth == Worth.IGNORED  # in the very moment
    assert (mugs(), change("m-4", 5, hours_ago=0.5).worth, mugs()) == (7, Worth.APPLIED, 12)


@pytest.mark.usefixtures("mug")
def test_a_change_that_was_applied_goes_into_a_count_that_comes_later() -> None:
    change("m-1", 5, hours_ago=2)
    assert mugs() == 15

    count("m-2", 14, hours_ago=1)

    assert mugs() == 14


@pytest.mark.usefixtures("mug")
def test_of_two_counts_of_one_moment_the_higher_number_is_the_last() -> None:
    for told in permutations([("m-9", 3, 1), ("m-1", 8, 2)]):
        StockMessage.objects.filter(pk__in=StockMessage.objects.filter(lines__isnull=True)).delete()
        for name, quantity, number in told:
            count(f"{name}-{told[0][0]}", quantity, hours_ago=1, sequence=number)

        assert mugs() == 8


def test_what_nobody_knows_waits_until_somebody_does(porto: Location) -> None:
    assert "no SKU `MUG`" in count("m-1", 4).why
    a_variant(sku="MUG")

    assert (retry_stock_messages(), mugs(), retry_stock_messages()) == (1, 4, 0)


@pytest.mark.usefixtures("mug")
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"location": "porta"}, "no place `porta`."),
        ({"location": "shed"}, "`wms` does not count at Shed."),
        ({"hours_ago": -1}, "it speaks of 2026-03-01 13:00, which is still to come."),
    ],
)
def test_what_cannot_be_used_is_kept_with_the_reason(fields: dict[str, Any], why: str) -> None:
    a_location(code="shed", name="Shed")

    message = count("m-1", 4, **fields)

    assert (message.worth, message.why) == (Worth.PROBLEM, f"This message cannot be used yet. {why}")
    assert StockMessage.objects.get().why == message.why
    assert mugs() == 10


@pytest.mark.usefixtures("mug")
def test_a_clock_may_be_a_little_ahead() -> None:
    assert count("m-1", 4, hours_ago=-0.05).worth == Worth.APPLIED


def test_a_count_below_what_is_promised_waits_for_a_person(mug: int) -> None:
    sale = allocate_stock(owner="order-1", wanted={mug: 6})

    message = count("m-1", 4)

    assert (message.worth, mugs()) == (Worth.PROBLEM, 10)
    assert message.why.startswith(
        "There would be less than has been promised. 6 of MUG in Porto are promised"
    )

    StockItem.objects.update(allocated=0)
    sale.delete()

    assert (retry_stock_messages(), mugs()) == (1, 4)


@pytest.mark.usefixtures("mug")
def test_what_went_before_it_came_waits_for_its_coming() -> None:
    count("m-1", 0, hours_ago=2)

    gone = change("m-3", -5, hours_ago=0.5)
    assert (gone.worth, mugs()) == (Worth.PROBLEM, 0)
    assert gone.why == "This message cannot be used yet. -5 of MUG in Porto would be left."
    change("m-2", 8, hours_ago=1)

    assert (mugs(), retry_stock_messages(), mugs()) == (3, 1, 3)


@pytest.mark.usefixtures("mug")
@pytest.mark.parametrize(
    ("kind", "quantity", "fields"),
    [
        (Kind.COUNT, -1, {}),
        (Kind.CHANGE, 0, {}),
        (Kind.CHANGE, 10**7, {}),
        (Kind.COUNT, 1, {"sku": ""}),
        (Kind.COUNT, 1, {"sku": "X" * 65}),
    ],
)
def test_what_could_never_be_true_is_not_kept(kind: Kind, quantity: int, fields: dict[str, Any]) -> None:
    with pytest.raises(WrongMessage):
        tell("m-1", kind, quantity, **fields)

    assert not StockMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["m-1", "m-2"])
def test_two_messages_at_once_are_one_after_the_other(mug: int, name: str) -> None:
    other = Rival(lambda: change(name, 5))

    with transaction.atomic():
        change("m-1", 5)
        other.begin()

    assert (other.end(), mugs()) == ("done", 15 if name == "m-1" else 20)


@pytest.mark.usefixtures("mug", "nothing_packed")
def test_a_message_costs_the_same_however_many_came_before(django_assert_num_queries: Any) -> None:
    for number in range(3):
        change(f"m-{number}", 1)
        with django_assert_num_queries(18):  # 8 of these are for savepoints
            change(f"n-{number}", 1)
    with django_assert_num_queries(4):
        change("n-0", 1)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"message_id": ""}, "message_has_a_name"),
        ({"kind": "count", "quantity": -1}, "message_quantity_fits_its_kind"),
        ({"kind": "guess"}, "message_quantity_fits_its_kind"),
        ({"worth": "applied"}, "message_applied_to_something"),
    ],
)
def test_a_message_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    told = {"source": "wms", "message_id": "m-1", "kind": "change", "location_code": "porto", "sku": "MUG"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StockMessage.objects.create(**(told | {"quantity": 1, "occurred_at": clock.now()} | fields))


@pytest.mark.usefixtures("mug")
def test_a_message_came_to_something() -> None:
    count("m-1", 7)

    with pytest.raises(IntegrityError, match="message_worth_known"), transaction.atomic():
        StockMessage.objects.update(worth="unknown")
