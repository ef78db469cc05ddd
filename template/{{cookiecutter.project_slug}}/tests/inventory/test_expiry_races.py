"""The sweeper comes in the moment in which somebody pays. One of them wins, and the other is told."""

from datetime import timedelta

import pytest
from django.db import transaction

from shop.core import clock
from shop.inventory.models import Reservation, StockItem
from shop.inventory.services.closing import release_lapsed, use_reservation
from shop.inventory.services.reserving import reserve_stock
from tests.builders import a_stock_item
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def late() -> Reservation:
    """Two of ten mugs, held until a minute ago."""
    mug = a_stock_item(on_hand=10)
    return reserve_stock(owner="cart-1", wanted={mug.variant_id: 2}, until=clock.now() - timedelta(minutes=1))


def promises() -> tuple[int, int]:
    """What is held and what is sold."""
    item = StockItem.objects.get()
    return item.held, item.allocated


def test_the_sweeper_leaves_alone_what_somebody_uses_now(late: Reservation) -> None:
    sweeper = Rival(release_lapsed)

    with transaction.atomic():
        use_reservation(reservation=late)
        sweeper.begin()
        done_meanwhile = not sweeper.is_alive()

    assert (sweeper.end(), done_meanwhile, promises()) == ("done", True, (0, 2))


def test_who_pays_too_late_is_told(late: Reservation) -> None:
    payer = Rival(lambda: use_reservation(reservation=Reservation.objects.get()))

    with transaction.atomic():
        release_lapsed()
        payer.begin()

    assert (payer.end(), promises()) == ("reservation-closed", (0, 0))


def test_two_sweepers_share_the_work(late: Reservation) -> None:
    mug = StockItem.objects.get()
    reserve_stock(owner="cart-2", wanted={mug.variant_id: 3}, until=clock.now())
    other = Rival(lambda: release_lapsed(batch=1))

    with transaction.atomic():
        assert release_lapsed(batch=1) == 1
        other.begin()

    assert (other.end(), promises()) == ("done", (0, 0))
