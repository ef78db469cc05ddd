"""Where an order stands follows from what happened, and from nothing else."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.orders.history import BrokenHistory, Part, replay, written
from shop.orders.models import Order, OrderEvent
from shop.orders.states import State
from tests.orders.test_models import an_order

MUGS, PLATE = Part(3, 6051, 1149), Part(1, 2017, 383)


@dataclass
class Event:
    """As much of an event as is replayed."""

    number: int
    state: str = "placed"
    data: Any = field(default_factory=dict)


PLACED = Event(1, data={"lines": written({1: MUGS, 2: PLATE})})


def taking(line: int, part: Part) -> Event:
    """A second event, which takes something off a line."""
    return Event(2, data={"less": written({line: part})})


def test_a_history_begins_with_what_was_sold() -> None:
    now = replay([PLACED])

    assert (now.state, now.version, now.lines) == (State.PLACED, 1, {1: MUGS, 2: PLATE})
    assert now.total == Part(4, 8068, 1532)
    assert now.total.gross == 9600


def test_what_is_taken_off_is_taken_off_its_line() -> None:
    less = Event(3, "confirmed", {"less": written({1: Part(1, 2017, 383), 2: PLATE})})

    now = replay([PLACED, Event(2, "confirmed"), less])

    assert (now.state, now.version) == (State.CONFIRMED, 3)
    assert now.lines == {1: Part(2, 4034, 766), 2: Part()}
    assert now.units == {1: 2}


def test_nothing_happened_to_nothing() -> None:
    assert (replay([]).state, replay([]).version, replay([]).total) == (None, 0, Part())


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([PLACED, Event(3)], "After event 1 comes 3"),
        ([Event(2)], "After event 0 comes 2"),
        ([PLACED, Event(2, data={"less": written({2: Part(2, 0, 0)})})], "Event 2 takes more off line 2"),
        (
            [PLACED, Event(2, data={"less": written({2: Part(1, 2017, 384)})})],
            "Event 2 takes more off line 2",
        ),
        ([PLACED, Event(2, data={"less": written({9: Part(1, 0, 0)})})], "Event 2 takes more off line 9"),
    ],
)
def test_what_cannot_have_happened_is_found(events: list[Event], says: str) -> None:
    with pytest.raises(BrokenHistory, match=says):
        replay(events)


@pytest.fixture
def order(db: None) -> Order:
    """An order with the beginning of a history."""
    order = an_order()
    OrderEvent.objects.create(order=order, number=1, verb="place", state="placed", role="buyer")
    return order


def test_what_happened_cannot_be_changed_by_anybody(order: Order) -> None:
    event = order.events.get()

    for change in (lambda: OrderEvent.objects.update(state="cancelled"), event.delete):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            change()
    assert str(order.events.get()) == "1. Placed"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"number": 1}, "order_event_once"),
        ({"number": 0}, "order_event_begins_at_one"),
        ({"verb": "lose"}, "order_event_verb_known"),
        ({"state": "lost"}, "order_event_state_known"),
        ({"reason": "because"}, "order_event_reason_known"),
    ],
)
def test_an_event_makes_sense(order: Order, fields: dict[str, Any], constraint: str) -> None:
    made_up = {"number": 2, "verb": "confirm", "state": "confirmed", "role": "staff"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OrderEvent.objects.create(order=order, **(made_up | fields))
