"""The outside stock system delivers itself: signed, late, twice and in any order."""

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client

from shop.core import clock
from shop.inventory.models import StockItem
from shop.inventory.services.ledger import receive_stock
from shop.warehouses.models import Kind, StockMessage
from shop.warehouses.services.messages import Said, apply_stock_message, count_by
from shop.webhooks.models import Incoming
from shop.webhooks.services.working import work_incoming
from shop.webhooks.signing import new_key, sign
from tests.builders import a_variant
from tests.warehouses.builders import PORTO, a_warehouse

pytestmark = pytest.mark.django_db

KEY = new_key()
ORDERS = list(permutations([("counted", 2, 1), ("changed", -5, 3), ("changed", 8, 2)]))


@pytest.fixture(autouse=True)
def porto(settings: Any) -> None:
    """A warehouse in which the outside system counts. An hour ago ten mugs came."""
    settings.WEBHOOK_SECRETS = {"stock": [KEY]}
    place = a_warehouse("porto", PORTO, is_default=True)
    count_by(location=place, source="stock")
    receive_stock(units={a_variant(sku="MUG").pk: 10}, location=place)


def deliver(name: str, kind: str, quantity: Any, minutes: int = 0, key: str = KEY, **data: Any) -> int:
    """Send a message as the outside system does; gives the status that comes back.

    Args:
        minutes: after now, it happened; the system's clock is a little ahead of ours.
    """
    at = clock.now() + timedelta(minutes=minutes)
    said = {"id": name, "place": "porto", "sku": "MUG", "quantity": quantity, "at": at.isoformat()}
    body = json.dumps({"type": f"stock.{kind}", "timestamp": at.isoformat(), "data": said | data})
    now = datetime.now(UTC)
    headers = {
        "webhook-id": f"msg_{name}",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": sign([key], f"msg_{name}", now, body),
    }
    return Client().post("/webhooks/stock/", body, "application/json", headers=headers).status_code


def work() -> None:
    """Try everything that waits, however long its pause is."""
    Incoming.objects.update(due_at=clock.now())
    while work_incoming():
        pass


def mugs() -> int:
    """How many there are."""
    return StockItem.objects.get(variant__sku="MUG").on_hand


def test_the_shelves_follow_once_it_is_worked_on() -> None:
    assert deliver("m-1", "counted", 7) == 200
    assert mugs() == 10

    work()

    assert mugs() == 7
    assert (Incoming.objects.get().state, StockMessage.objects.get().message_id) == ("done", "m-1")


def test_whoever_does_not_know_the_secret_counts_nothing() -> None:
    assert deliver("m-1", "counted", 0, key=new_key()) == 401
    work()

    assert mugs() == 10


@pytest.mark.parametrize("order", ORDERS)
def test_whatever_comes_first_the_shelves_end_the_same(order: tuple[tuple[str, int, int], ...]) -> None:
    for kind, quantity, minutes in order:
        assert deliver(f"m-{minutes}", kind, quantity, minutes) == 200
        work()
    work()

    assert mugs() == 5
    assert set(Incoming.objects.values_list("state", flat=True)) == {"done"}


def test_what_went_before_it_came_waits_and_is_no_failure() -> None:
    deliver("m-3", "changed", -12)
    work()

    waiting = Incoming.objects.get()
    assert (waiting.state, waiting.attempts, waiting.waits) == ("waiting", 0, 1)
    assert waiting.why == "This message cannot be used yet. -2 of MUG in Porto would be left."

    deliver("m-2", "changed", 8)
    work()
    work()  # what waited, once more

    assert (mugs(), Incoming.objects.filter(state="done").count()) == (6, 2)


def test_a_message_that_came_in_a_file_too_is_one() -> None:
    at = clock.now()
    apply_stock_message(source="stock", message_id="m-1", said=Said(Kind.CHANGE, "porto", "MUG", 5, at))

    deliver("m-1", "changed", 5, at=at.isoformat())
    work()

    assert (mugs(), Incoming.objects.get().state) == (15, "done")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"quantity": "many"}, "ValueError"),
        ({"at": "2026-03-01T12:00:00"}, "has no time zone"),
        ({"sku": 7}, "TypeError"),
        ({"quantity": -1}, "WrongMessage"),
    ],
)
def test_what_is_no_message_needs_a_person_in_the_end(data: dict[str, Any], why: str) -> None:
    deliver("m-1", "counted", **({"quantity": 3} | data))
    for _ in range(12):
        Incoming.objects.update(due_at=clock.now())
        work_incoming()

    message = Incoming.objects.get()
    assert (message.state, mugs()) == ("dead", 10)
    assert why in message.why


def test_another_kind_and_a_later_version_are_set_aside() -> None:
    deliver("m-1", "moved", 3)
    work()

    assert (Incoming.objects.get().state, Incoming.objects.get().kind) == ("aside", "stock.moved")
