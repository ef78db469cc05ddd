"""Payments in the admin: who may look at money looks, and nobody types any in."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.payments.ledger import Kind
from shop.payments.models import Payment
from shop.payments.services import record_facts
from tests.builders import a_colleague, a_user
from tests.payments.builders import a_fact, a_payment

pytestmark = pytest.mark.django_db

LIST = "admin:payments_payment_changelist"
LOOK, LOOK_AT_ORDERS = "payments.view_payment", "orders.view_order"


def a_paid_one() -> Payment:
    """A payment of which a part went back."""
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(amount=2400), a_fact(Kind.REFUNDED, 425, "re_1")])
    return payment


def test_a_stranger_a_customer_and_staff_without_the_right_see_nothing(client: Client) -> None:
    assert client.get(reverse(LIST)).status_code == 302
    client.force_login(a_user())
    assert client.get(reverse(LIST)).status_code == 302
    client.force_login(a_colleague(LOOK_AT_ORDERS))
    assert client.get(reverse(LIST)).status_code == 403


def test_who_may_look_sees_what_happened_and_what_it_comes_to(client: Client) -> None:
    payment = a_paid_one()
    client.force_login(a_colleague(LOOK))

    page = client.get(reverse("admin:payments_payment_change", args=[payment.pk])).content.decode()

    for word in ("€24.00", "€4.25", "Given back", "re_1", "pi_1"):
        assert word in page
    assert '<input type="submit"' not in page


@pytest.mark.parametrize(("rights", "shown"), [((LOOK, LOOK_AT_ORDERS), True), ((LOOK_AT_ORDERS,), False)])
def test_an_orders_page_shows_its_payments_to_who_may_see_money(
    client: Client, rights: tuple[str, ...], shown: bool
) -> None:
    payment = a_paid_one()
    assert payment.order
    client.force_login(a_colleague(*rights))

    page = client.get(reverse("admin:orders_order_change", args=[payment.order.pk])).content.decode()

    assert ("€4.25" in page) is shown


def test_nobody_types_anything_in_however_high_their_rights(client: Client) -> None:
    payment = a_paid_one()
    client.force_login(a_user(is_staff=True, is_superuser=True))

    for name in ("change", "delete"):
        page = reverse(f"admin:payments_payment_{name}", args=[payment.pk])
        assert client.post(page, {"amount": "1"}).status_code == 403
    assert client.get(reverse("admin:payments_payment_add")).status_code == 403


def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague(LOOK))
    for number in range(4):
        payment = a_payment(reference=f"pi_{number}")
        record_facts(payment=payment, facts=[a_fact()])
        with django_assert_num_queries(10):
            client.get(reverse(LIST))
