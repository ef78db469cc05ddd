"""Others hear that an order was placed or cancelled, and what it comes to; and of no person."""

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.carts.reading import cart_now
from shop.orders.models import Order, Reason
from shop.orders.people import BUYER, SHOP
from shop.orders.services.changing import cancel_order, confirm_order, reduce_order
from shop.orders.services.placing import place_order
from shop.webhooks.models import Announcement, Endpoint
from tests.orders.builders import a_contact, a_full_cart, a_reservation, an_order, total
from tests.orders.test_placing import WRITES
# {% if reached("background-work.order-mail") %}
from tests.outbox.doing import all_done
# {% endif %}

pytestmark = pytest.mark.django_db

MIND = Reason.CHANGED_MIND


@pytest.fixture
def listener() -> Endpoint:
    """Somebody who wants to hear of orders."""
    return Endpoint.objects.create(
        name="Books", url="https://books.example/", topics=["order.placed", "order.cancelled"]
    )


def said() -> list[dict[str, Any]]:
    """What was said, in order."""
    return [json.loads(body) for body in Announcement.objects.order_by("id").values_list("body", flat=True)]


@pytest.mark.usefixtures("listener")
def test_others_hear_that_an_order_was_placed_and_cancelled() -> None:
    order = an_order(MUG=3)
    reduce_order(order=order, less={1: 1}, reason=MIND, by=BUYER)
    confirm_order(order=order, by=SHOP)
    other = an_order(MUG=1)
    # {% if reached("background-work.order-mail") %}
    all_done()
    # {% endif %}
    cancel_order(order=other, reason=MIND, by=BUYER)

    placed, _, cancelled = said()
    assert placed["type"] == "order.placed"
    assert placed["data"] == {
        "order": order.public_id,
        "state": "placed",
        "reason": "",
        "version": 1,
        "units": 3,
        "total": {"amount": 7200, "currency": "EUR"},
    }
    assert cancelled["type"] == "order.cancelled"
    assert (cancelled["data"]["order"], cancelled["data"]["reason"]) == (other.public_id, "changed-mind")
    assert cancelled["data"]["total"] == {"amount": 0, "currency": "EUR"}


@pytest.mark.usefixtures("listener")
def test_others_hear_of_no_person() -> None:
    an_order(MUG=1)
    # {% if reached("background-work.order-mail") %}
    all_done()
    # {% endif %}

    (body,) = Announcement.objects.values_list("body", flat=True)
    assert "ada" not in body.lower()
    assert "Berlin" not in body


@pytest.mark.usefixtures("listener")
def test_an_order_that_was_not_placed_is_not_told_of() -> None:
    def placed_and_undone() -> None:
        an_order(MUG=1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        placed_and_undone()
    # {% if reached("background-work.order-mail") %}
    all_done()
    # {% endif %}

    assert said() == []
    assert not Order.objects.exists()


@pytest.mark.usefixtures("listener", "nothing_packed")
# {% if reached("background-work.order-mail") %}
def test_with_a_listener_an_order_costs_no_more() -> None:
# {% else %}
def test_with_a_listener_an_order_costs_one_write_more() -> None:
# {% endif %}
    cart = a_full_cart(MUG=2)
    now, reservation = cart_now(cart), a_reservation(cart)

    with CaptureQueriesContext(connection) as statements:
        place_order(now=now, contact=a_contact(), seen=total(now), reservation=reservation)

    asked = [statement["sql"].strip().upper() for statement in statements]
    # {% if reached("background-work.order-mail") %}
    assert (len(asked), sum(sql.startswith(WRITES) for sql in asked)) == (17, 10)
    # {% else %}
    assert (len(asked), sum(sql.startswith(WRITES) for sql in asked)) == (18, 10)
    # {% endif %}
