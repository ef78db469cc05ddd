"""Who asks by telephone has an address, and not always the capitals that they ordered with."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shop.orders.finding import orders_of
from tests.orders.builders import a_full_cart, an_order, ordered

pytestmark = pytest.mark.django_db


def test_a_guest_is_found_however_they_write_their_address() -> None:
    mine = [ordered(a_full_cart(), email=email) for email in ("Ada@Example.com", "ada@EXAMPLE.com")]
    ordered(a_full_cart(), email="bea@example.com")

    assert list(orders_of(" ADA@example.com")) == mine[::-1]


def test_it_does_not_read_the_whole_table() -> None:
    an_order()
    # A table of one row is read in any way. What is left here needs an index for what is looked for.
    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")

    assert "order_contact_email_key" in orders_of("ada@example.com").explain()


def test_staff_find_an_order_by_its_address(admin_client: Client) -> None:
    found, other = (
        ordered(a_full_cart(), email="Ada@Example.com"),
        ordered(a_full_cart(), email="b@example.com"),
    )

    page: Any = admin_client.get("/admin/orders/order/", {"q": "ada@EXAMPLE.com"}).content.decode()

    assert found.label in page
    assert other.label not in page
