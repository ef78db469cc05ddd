"""Whatever the order, however often: the same messages give the same stock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.inventory.models import Movement, StockItem
from shop.warehouses.models import Kind
from shop.warehouses.services.messages import Said, apply_stock_message, count_by, retry_stock_messages
from tests.builders import a_location, a_variant

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Told = tuple[str, Said]
Own = tuple[int, int]  # the minute after noon, and how many boxes

minutes = st.integers(0, 12)
counted = st.integers(0, 40)
changed = st.sampled_from([-5, -2, -1, 1, 3, 8])


@st.composite
def conversations(draw: st.DrawFn) -> list[Told]:
    """What a system says in a quarter of an hour, each under a name of its own."""
    said = [
        Said(
            kind=kind,
            location="porto",
            sku="MUG",
            quantity=draw(counted if kind == Kind.COUNT else changed),
            occurred_at=NOON + timedelta(minutes=draw(minutes)),
            sequence=draw(st.one_of(st.none(), st.integers(1, 3))),
        )
        for kind in draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=6))
    ]
    return [(f"m-{number}", one) for number, one in enumerate(said)]


def in_the_end(own: Sequence[Own], told: Sequence[Told]) -> int:
    """How many there are after the shop's own movements and these messages; then all of it is undone."""
    with transaction.atomic():
        place = a_location(code="porto")
        count_by(location=place, source="wms")
        item = StockItem.objects.create(variant=a_variant(sku="MUG"), location=place)
        for minute, quantity in own:
            item.on_hand += quantity
            Movement.objects.create(
                item=item,
                reason="received",
                quantity=quantity,
                balance=item.on_hand,
                at=NOON + timedelta(minutes=minute),
            )
        item.save()
        for name, said in told:
            apply_stock_message(source="wms", message_id=name, said=said)
        retry_stock_messages()
        item.refresh_from_db()
        transaction.set_rollback(True)
        return item.on_hand


def by_hand(own: Sequence[Own], told: Sequence[Told]) -> int:
    """The same, as somebody with paper would find it: the last count, and what came and went after it."""
    counts = [
        (one.occurred_at, -1 if one.sequence is None else one.sequence, name, one.quantity)
        for name, one in told
        if one.kind == Kind.COUNT
    ]
    last, _, _, total = max(counts, default=(NOON - timedelta(days=1), 0, "", 0))
    changes = [one.quantity for _, one in told if one.kind == Kind.CHANGE and one.occurred_at > last]
    moved = [quantity for minute, quantity in own if NOON + timedelta(minutes=minute) > last]
    return total + sum(changes) + sum(moved)


# The database is as it was after each example, so one database serves them all.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=st.lists(st.tuples(minutes, st.integers(1, 9)), max_size=3), told=conversations(), data=st.data())
def test_any_order_and_any_repetition_give_what_somebody_with_paper_would_find(
    own: list[Own], told: list[Told], data: st.DataObject
) -> None:
    own = sorted(own)
    again = data.draw(st.lists(st.sampled_from(told), max_size=4))
    shuffled = data.draw(st.permutations([*told, *again]))
    right = by_hand(own, told)

    if right >= 0:
        assert in_the_end(own, told) == in_the_end(own, shuffled) == right
