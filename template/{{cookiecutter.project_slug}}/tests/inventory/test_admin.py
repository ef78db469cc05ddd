"""The shelves in the admin: who may look, write and plan, and that it goes through the services."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.inventory.models import Movement, StockItem
from tests.builders import a_colleague, a_stock_item, a_user, a_variant
from tests.forms import submit

pytestmark = pytest.mark.django_db

ITEMS = "admin:inventory_stockitem_changelist"
LEDGER = "admin:inventory_movement_changelist"
WRITE = "admin:inventory_movement_add"


def page(item: StockItem) -> str:
    """The page of an item."""
    return reverse("admin:inventory_stockitem_change", args=[item.pk])


@pytest.fixture
def storekeeper(client: Client) -> Client:
    """Somebody who writes into the ledger, and decides nothing."""
    rights = ["view_stockitem", "view_movement", "add_movement"]
    client.force_login(a_colleague(*(f"inventory.{right}" for right in rights)))
    return client


@pytest.fixture
def planner(client: Client) -> Client:
    """Somebody who decides how far to promise, and moves nothing."""
    client.force_login(a_colleague("inventory.view_stockitem", "inventory.change_stockitem"))
    return client


@pytest.mark.parametrize("name", [ITEMS, LEDGER, WRITE])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [ITEMS, LEDGER, WRITE])
def test_staff_without_the_right_are_refused(client: Client, name: str) -> None:
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(reverse(name)).status_code == 403


def test_who_writes_the_ledger_does_not_plan(storekeeper: Client) -> None:
    item = a_stock_item()

    assert storekeeper.get(page(item)).status_code == 200
    assert storekeeper.post(page(item), {"backorder_limit": 5}).status_code == 403


def test_who_plans_does_not_write_the_ledger(planner: Client) -> None:
    assert planner.get(reverse(LEDGER)).status_code == 403
    assert planner.get(reverse(WRITE)).status_code == 403


@pytest.mark.parametrize(
    ("reason", "quantity", "balance"), [("received", 5, 15), ("damaged", -1, 9), ("counted", -4, 6)]
)
def test_a_line_is_written_by_who_is_signed_in(
    storekeeper: Client, reason: str, quantity: int, balance: int
) -> None:
    item = a_stock_item(on_hand=10)

    submit(storekeeper, reverse(WRITE), item=item.pk, reason=reason, quantity=quantity, reference="DN-1")

    line = Movement.objects.get()
    assert (line.item, line.balance, line.reference) == (item, balance, "DN-1")
    assert line.by == storekeeper.get(reverse(LEDGER)).wsgi_request.user


def test_what_the_service_refuses_is_said_above_the_form(storekeeper: Client) -> None:
    item = a_stock_item(on_hand=10, allocated=10)

    answer = submit(storekeeper, reverse(WRITE), item=item.pk, reason="lost", quantity=-1)

    assert "There would be less than has been promised." in answer.content.decode()
    assert not Movement.objects.exists()


def test_a_line_is_read_and_never_changed(storekeeper: Client) -> None:
    submit(storekeeper, reverse(WRITE), item=a_stock_item().pk, reason="found", quantity=1)
    line = reverse("admin:inventory_movement_change", args=[Movement.objects.get().pk])
    storekeeper.force_login(a_user(is_staff=True, is_superuser=True))

    assert storekeeper.get(line).status_code == 200
    assert storekeeper.post(line, {"quantity": 7}).status_code == 403
    assert storekeeper.post(line.replace("change", "delete")).status_code == 403


def test_it_is_planned_how_far_to_promise(planner: Client) -> None:
    item = a_stock_item()

    submit(planner, page(item), backorder_limit=6, low_at=1)

    item.refresh_from_db()
    assert (item.backorder_limit, item.low_at, item.on_hand) == (6, 1, 10)


def test_nobody_types_in_a_count(planner: Client) -> None:
    item = a_stock_item()

    submit(planner, page(item), on_hand=99, held=3)

    item.refresh_from_db()
    assert (item.on_hand, item.held) == (10, 0)


def test_nobody_adds_or_deletes_an_item(client: Client) -> None:
    client.force_login(a_user(is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:inventory_stockitem_add")).status_code == 403
    assert client.get(page(a_stock_item()).replace("change", "delete")).status_code == 403


@pytest.mark.parametrize(("asked", "shown"), [({"left": "low"}, ["LOW"]), ({}, ["LOW", "MANY"])])
def test_what_runs_out_is_found(planner: Client, asked: dict[str, str], shown: list[str]) -> None:
    a_stock_item(variant=a_variant(sku="MANY"))
    a_stock_item(variant=a_variant(sku="LOW"), on_hand=3)

    answer = planner.get(reverse(ITEMS), asked)

    assert [item.variant.sku for item in answer.context["cl"].result_list] == shown


@pytest.mark.parametrize(("name", "cost"), [(ITEMS, 8), (LEDGER, 10)])
def test_a_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, cost: int
) -> None:
    client.force_login(a_colleague("inventory.view_stockitem", "inventory.view_movement"))
    for count in (1, 5):
        for _ in range(count):
            item: Any = a_stock_item()
            Movement.objects.create(item=item, reason="received", quantity=10, balance=10)
        with django_assert_num_queries(cost):
            client.get(reverse(name))
