"""Warehouses in the admin: who may look and who may write, and that it goes through the services."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.core.money import Money
from shop.inventory.models import Location
from shop.warehouses.models import ParcelCost, Warehouse
from shop.warehouses.services.places import set_parcel_cost
from tests.builders import a_colleague, a_location, a_user
from tests.forms import submit
from tests.warehouses.builders import a_warehouse

pytestmark = pytest.mark.django_db

PAGES = [
    f"admin:{model}_{page}"
    for model in ("inventory_location", "warehouses_warehouse", "warehouses_parcelcost")
    for page in ("changelist", "add")
]


@pytest.fixture
def owner(client: Client) -> Client:
    """Somebody who may open places, and say where they are and what they cost."""
    rights = [
        f"{app}.{verb}_{model}"
        for app, model in (
            ("inventory", "location"),
            ("warehouses", "warehouse"),
            ("warehouses", "parcelcost"),
        )
        for verb in ("view", "add", "change")
    ]
    client.force_login(a_colleague(*rights))
    return client


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_staff_without_the_right_are_refused(client: Client, name: str) -> None:
    client.force_login(a_colleague("inventory.view_stockitem"))

    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_staff_with_the_right_are_let_in(owner: Client, name: str) -> None:
    assert owner.get(reverse(name)).status_code == 200


def test_a_place_is_opened_put_on_the_map_and_priced(owner: Client) -> None:
    submit(owner, reverse("admin:inventory_location_add"), code="north", name="North")
    place = Location.objects.get()
    submit(
        owner,
        reverse("admin:warehouses_warehouse_add"),
        location=place.pk,
        country="DE",
        latitude="53.55",
        longitude="9.99",
        rank=2,
    )
    warehouse = Warehouse.objects.get()
    submit(
        owner,
        reverse("admin:warehouses_parcelcost_add"),
        warehouse=warehouse.pk,
        country="FR",
        parcel="8.90",
        unit="0.30",
    )

    assert (str(warehouse), warehouse.rank) == ("North", 2)
    assert str(ParcelCost.objects.get()) == "North to FR: €8.90 and €0.30 a unit"


def test_a_warehouse_moves_and_a_cost_changes(owner: Client) -> None:
    warehouse = a_warehouse("north").warehouse
    cost = set_parcel_cost(warehouse=warehouse, parcel=Money(490, "EUR"), unit=Money(0, "EUR"))

    submit(owner, reverse("admin:warehouses_warehouse_change", args=[warehouse.pk]), latitude="54.32")
    submit(owner, reverse("admin:warehouses_parcelcost_change", args=[cost.pk]), parcel="5.20")

    assert float(Warehouse.objects.get().latitude) == 54.32
    assert str(ParcelCost.objects.get()) == "North anywhere: €5.20 and €0.00 a unit"


def test_what_a_service_refuses_is_said_above_the_form(owner: Client) -> None:
    a_location(code="north")

    answer = submit(owner, reverse("admin:inventory_location_add"), code="north", name="North")

    assert "already exists" in answer.content.decode() or "A place has this code" in answer.content.decode()
    assert Location.objects.count() == 1


def test_a_place_keeps_its_code(owner: Client) -> None:
    page = reverse("admin:inventory_location_change", args=[a_location().pk])

    assert owner.get(page).status_code == 200
    assert owner.post(page, {"code": "other", "name": "Other"}).status_code == 403


@pytest.mark.parametrize(("name", "cost"), [(PAGES[0], 7), (PAGES[2], 7), (PAGES[4], 8)])
def test_a_list_costs_the_same_however_long(
    owner: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, cost: int
) -> None:
    for rows in (1, 5):
        for _ in range(rows):
            warehouse: Any = a_warehouse(f"place-{Location.objects.count()}x").warehouse
            set_parcel_cost(warehouse=warehouse, parcel=Money(490, "EUR"), unit=Money(0, "EUR"))
        with django_assert_num_queries(cost):
            owner.get(reverse(name))
