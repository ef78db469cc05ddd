"""Reservations in the admin: who has the right looks, and nobody writes."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.inventory.services.reserving import reserve_stock
from tests.builders import a_colleague, a_stock_item, a_user

pytestmark = pytest.mark.django_db

LIST = "admin:inventory_reservation_changelist"


def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse(LIST)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(LIST)).status_code == 302


def test_staff_without_the_right_are_refused(client: Client) -> None:
    client.force_login(a_colleague("inventory.view_stockitem"))

    assert client.get(reverse(LIST)).status_code == 403


def test_who_may_look_sees_for_whom_what_is_held(client: Client) -> None:
    item = a_stock_item()
    made = reserve_stock(owner="cart-1", wanted={item.variant_id: 2}, until=clock.now())
    client.force_login(a_colleague("inventory.view_reservation", "inventory.view_reservationline"))

    page = client.get(reverse("admin:inventory_reservation_change", args=[made.pk])).content.decode()

    assert "cart-1" in page
    assert str(item) in page


def test_nobody_writes(client: Client) -> None:
    made = reserve_stock(owner="cart-1", wanted={a_stock_item().variant_id: 2}, until=clock.now())
    client.force_login(a_user(is_staff=True, is_superuser=True))

    for name in ("change", "delete"):
        page = reverse(f"admin:inventory_reservation_{name}", args=[made.pk])
        assert client.post(page, {"state": "released"}).status_code == 403
    assert client.get(reverse("admin:inventory_reservation_add")).status_code == 403


def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague("inventory.view_reservation"))
    for count in (1, 5):
        for _ in range(count):
            item = a_stock_item()
            reserve_stock(owner=f"cart-{item.pk}", wanted={item.variant_id: 1}, until=clock.now())
        with django_assert_num_queries(9):
            client.get(reverse(LIST))
