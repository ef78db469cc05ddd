"""Addresses are compared as people mean them, and written as they wrote them."""

import pytest
# {% if reached("migrations.tighten") %}
from django.db import IntegrityError, connection
# {% else %}
from django.db import connection
# {% endif %}
from hypothesis import given
from hypothesis import strategies as st

from shop.orders.emails import email_key
from shop.orders.models import Order, OrderContact
from tests.orders.builders import a_full_cart, ordered


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ada@example.com", "ada@example.com"),
        ("Ada@Example.COM", "ada@example.com"),
        (" ada@example.com\n", "ada@example.com"),
        ("ada@Bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
        ("STRASSE@example.com", "strasse@example.com"),
        ("straße@example.com", "strasse@example.com"),
        ("a.da+shop@example.com", "a.da+shop@example.com"),
        ("ada@" + 70 * "ü" + ".example", "ada@" + 70 * "ü" + ".example"),
    ],
)
def test_one_person_has_one_key(written: str, key: str) -> None:
    assert email_key(written) == key


@given(st.text(max_size=300))
def test_it_never_fails(written: str) -> None:
    assert email_key(written) == email_key(f" {written} ")


@pytest.mark.django_db
def test_an_order_has_both_what_was_written_and_its_key() -> None:
    order = ordered(a_full_cart(), email="Ada@Example.com")

    assert (order.contact.email, order.contact.email_key) == ("Ada@Example.com", "ada@example.com")


def write_as_before(order: Order) -> None:
    """Write what the release wrote that did not know the key."""
    OrderContact.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_ordercontact (order_id, email, ship_to, bill_to) VALUES (%s, %s, '{}', '{}')",
            [order.pk, "ada@example.com"],
        )


# {% if reached("migrations.tighten") %}
@pytest.mark.django_db
def test_a_release_that_does_not_know_the_key_can_write_no_more() -> None:
    with pytest.raises(IntegrityError):
        write_as_before(ordered(a_full_cart()))
# {% else %}
@pytest.mark.django_db
def test_the_release_before_can_still_write_its_orders() -> None:
    write_as_before(ordered(a_full_cart()))

    assert OrderContact.objects.get().email_key is None
# {% endif %}
