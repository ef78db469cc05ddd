"""A promise is prolonged, and ends once: used, given back, or late."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from shop.core import clock
from shop.inventory import errors
from shop.inventory.models import Reservation, State, StockItem
from shop.inventory.services.closing import (
    cancel_sale,
    extend_reservation,
    release_lapsed,
    release_reservation,
    use_reservation,
)
from shop.inventory.services.reserving import allocate_stock, reserve_stock
from tests.builders import a_stock_item
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db

QUARTER = timedelta(minutes=15)
Verb = Callable[..., Reservation]


@pytest.fixture
def mug() -> StockItem:
    """Ten mugs."""
    return a_stock_item(on_hand=10)


@pytest.fixture
def two_mugs(mug: StockItem, frozen_clock: FrozenClock) -> Reservation:
    """Two of the mugs, held for a quarter of an hour."""
    return reserve_stock(owner="cart-1", wanted={mug.variant_id: 2}, until=clock.now() + QUARTER)


def promises(item: StockItem) -> tuple[int, int]:
    """What is held and what is sold of an item."""
    item.refresh_from_db()
    return item.held, item.allocated


def test_what_is_used_is_sold(mug: StockItem, two_mugs: Reservation) -> None:
    used = use_reservation(reservation=two_mugs)

    assert promises(mug) == (0, 2)
    assert (used.state, used.closed_at) == (State.USED, clock.now())


def test_what_is_given_back_is_free(mug: StockItem, two_mugs: Reservation) -> None:
    released = release_reservation(reservation=two_mugs)

    assert promises(mug) == (0, 0)
    assert (released.state, released.closed_at) == (State.RELEASED, clock.now())


def test_whose_reservation_has_ended_may_reserve_again(mug: StockItem, two_mugs: Reservation) -> None:
    release_reservation(reservation=two_mugs)

    reserve_stock(owner="cart-1", wanted={mug.variant_id: 3}, until=clock.now() + QUARTER)

    assert promises(mug) == (3, 0)


@pytest.mark.parametrize("verb", [use_reservation, release_reservation])
@pytest.mark.parametrize("again", [use_reservation, release_reservation])
def test_a_promise_ends_once(mug: StockItem, two_mugs: Reservation, verb: Verb, again: Verb) -> None:
    verb(reservation=two_mugs)
    before = promises(mug)

    with pytest.raises(errors.ReservationClosed) as caught:
        again(reservation=two_mugs)

    assert caught.value.found == f"{two_mugs} is {two_mugs.state} since 12:00:00 UTC."
    assert promises(mug) == before


def test_a_sale_may_be_cancelled_once(mug: StockItem) -> None:
    sold = allocate_stock(owner="order-1", wanted={mug.variant_id: 3})

    assert (cancel_sale(reservation=sold).state, promises(mug)) == (State.RELEASED, (0, 0))

    with pytest.raises(errors.ReservationClosed):
        cancel_sale(reservation=sold)
    assert promises(mug) == (0, 0)


def test_what_is_only_held_is_no_sale(mug: StockItem, two_mugs: Reservation) -> None:
    with pytest.raises(errors.ReservationClosed, match=r"is held\."):
        cancel_sale(reservation=two_mugs)

    assert promises(mug) == (2, 0)


def test_it_may_be_held_for_longer(two_mugs: Reservation) -> None:
    later = clock.now() + 2 * QUARTER

    assert extend_reservation(reservation=two_mugs, until=later).until == later
    assert extend_reservation(reservation=two_mugs, until=clock.now()).until == later


def test_what_has_ended_is_not_prolonged(two_mugs: Reservation) -> None:
    release_reservation(reservation=two_mugs)

    with pytest.raises(errors.ReservationClosed):
        extend_reservation(reservation=two_mugs, until=clock.now() + 2 * QUARTER)


def test_what_is_late_and_still_there_may_be_used(
    mug: StockItem, two_mugs: Reservation, frozen_clock: FrozenClock
) -> None:
    frozen_clock.move(2 * QUARTER)

    use_reservation(reservation=two_mugs)

    assert (release_lapsed(), promises(mug)) == (0, (0, 2))


def test_what_is_late_is_given_back_and_nothing_else(
    mug: StockItem, two_mugs: Reservation, frozen_clock: FrozenClock
) -> None:
    allocate_stock(owner="order-1", wanted={mug.variant_id: 1})
    frozen_clock.move(QUARTER - timedelta(seconds=1))
    reserve_stock(owner="cart-2", wanted={mug.variant_id: 4}, until=clock.now() + QUARTER)

    assert (release_lapsed(), promises(mug)) == (0, (6, 1))

    frozen_clock.move(timedelta(seconds=1))

    assert (release_lapsed(), promises(mug)) == (1, (4, 1))
    two_mugs.refresh_from_db()
    assert (two_mugs.state, two_mugs.closed_at) == (State.RELEASED, clock.now())


def test_the_sweeper_goes_on_until_nothing_is_late(mug: StockItem, frozen_clock: FrozenClock) -> None:
    for number in range(5):
        reserve_stock(owner=f"cart-{number}", wanted={mug.variant_id: 1}, until=clock.now())
    said = StringIO()

    call_command("release_lapsed", batch=2, stdout=said)

    assert said.getvalue() == "Released 5 reservations.\n"
    assert promises(mug) == (0, 0)


def test_a_large_batch_costs_what_a_small_one_does(mug: StockItem, django_assert_num_queries: Any) -> None:
    for number in range(7):
        reserve_stock(owner=f"cart-{number}", wanted={mug.variant_id: 1}, until=clock.now())

    for batch in (1, 6):
        with django_assert_num_queries(6):  # 4, and 2 for savepoints
            assert release_lapsed(batch=batch) == batch
