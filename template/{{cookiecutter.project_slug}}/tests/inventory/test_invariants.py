"""What drifts on the shelves is found, explained and repaired."""

from typing import Any

import pytest

# {% if reached("reservations.drill") %}
from shop.inventory.models import Movement, Reason, StockItem
from shop.inventory.services.ledger import adjust_stock, receive_stock
# {% else %}
from shop.inventory.models import Movement, StockItem
from shop.inventory.services.ledger import receive_stock
# {% endif %}
# {% if reached("reservations.drill") %}
from shop.inventory.services.reserving import allocate_stock
# {% endif %}
from tests.builders import a_variant
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

swept = sweeper("stock-ledger", "ledger-chain")


@pytest.fixture
def mugs() -> StockItem:
    """Nine mugs, which came in two deliveries; beside them plates, with which all is well."""
    mug = a_variant(sku="MUG")
    receive_stock(units={mug.pk: 5, a_variant().pk: 5})
    receive_stock(units={mug.pk: 4})
    return mug.stock.get()


def write(item: StockItem, **counts: Any) -> None:
    """Write past the services."""
    StockItem.objects.filter(pk=item.pk).update(**counts)


@pytest.mark.usefixtures("mugs")
def test_what_went_through_the_services_is_well() -> None:
    assert swept().count("holds.") == 2


def test_a_count_that_nobody_moved_is_found_and_repaired(mugs: StockItem) -> None:
    write(mugs, on_hand=7)

    assert "  MUG in Workshop: 7 on hand, and 9 by its movements.\n" in swept()
    assert "Repair: set on_hand to 9, as the ledger says" in swept("--repair-plan")
    assert StockItem.objects.get(pk=mugs.pk).on_hand == 7
    assert "Repaired: set on_hand to 9" in swept("--repair")
    assert StockItem.objects.get(pk=mugs.pk).on_hand == 9
    assert swept().count("holds.") == 2


def test_a_repair_does_not_break_a_promise(mugs: StockItem) -> None:
    write(mugs, on_hand=12, held=10)

    assert "Not repaired: There would be less than has been promised." in swept("--repair")
    assert StockItem.objects.get(pk=mugs.pk).on_hand == 12


def test_a_line_that_does_not_go_on_is_found_and_left_to_a_person(mugs: StockItem) -> None:
    line = Movement.objects.create(item=mugs, reason="lost", quantity=-1, balance=6)
    write(mugs, on_hand=8)

    said = swept("--repair")

    assert f"  MUG in Workshop, line {line.pk}: 9 -1 is not 6.\n" in said
    assert said.endswith("1 drifted. What was not repaired needs a person.")
# {% if reached("reservations.drill") %}


def test_promises_that_nobody_made_are_found_and_forgotten(mugs: StockItem) -> None:
    allocate_stock(owner="order-1", wanted={mugs.variant_id: 2})
    write(mugs, held=3, allocated=1)

    said = swept("stock-promises", "--repair")

    assert "  MUG in Workshop: 3 held and 1 sold, and 0 and 2 by its reservations.\n" in said
    assert "Repaired: set held to 0 and allocated to 2, as the reservations say." in said
    item = StockItem.objects.get(pk=mugs.pk)
    assert (item.held, item.allocated) == (0, 2)
    assert swept("stock-promises").count("holds.") == 3


def test_a_promise_for_which_there_is_nothing_needs_a_person(mugs: StockItem) -> None:
    allocate_stock(owner="order-1", wanted={mugs.variant_id: 9})
    write(mugs, allocated=0)
    adjust_stock(item=mugs, change=-5, reason=Reason.LOST)

    assert "Not repaired: There would be less than has been promised." in swept("stock-promises", "--repair")
# {% endif %}
