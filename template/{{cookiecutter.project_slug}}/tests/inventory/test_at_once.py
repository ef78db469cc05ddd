"""Two move the same things at the same moment, and both are counted."""

import pytest
from django.db import transaction

from shop.inventory.models import Movement, Reason, StockItem
from shop.inventory.services.ledger import adjust_stock, receive_stock
from tests.builders import a_stock_item, a_variant
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_deliveries_of_a_new_thing_share_its_place() -> None:
    mug = a_variant()
    rival = Rival(lambda: receive_stock(units={mug.pk: 5}))

    with transaction.atomic():
        receive_stock(units={mug.pk: 3})
        rival.begin()

    assert rival.end() == "done"
    assert StockItem.objects.get().on_hand == 8
    assert list(Movement.objects.order_by("pk").values_list("balance", flat=True)) == [3, 8]


def test_two_who_say_what_broke_are_both_believed() -> None:
    item = a_stock_item(on_hand=10)
    rival = Rival(lambda: adjust_stock(item=item, change=-4, reason=Reason.DAMAGED))

    with transaction.atomic():
        adjust_stock(item=item, change=-3, reason=Reason.DAMAGED)
        rival.begin()

    assert rival.end() == "done"
    assert StockItem.objects.get().on_hand == 3


def test_what_was_promised_meanwhile_does_not_break() -> None:
    item = a_stock_item(on_hand=10)
    rival = Rival(lambda: adjust_stock(item=item, change=-4, reason=Reason.DAMAGED))

    with transaction.atomic():
        StockItem.objects.filter(pk=item.pk).update(held=7)
        rival.begin()

    assert rival.end() == "stock-promised"
    assert StockItem.objects.get().on_hand == 10
