"""What outside systems said, in the admin: looked at by who may, and tried again by who may change it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.inventory.models import Location
from shop.warehouses.models import CountedPlace, Kind, StockMessage, Worth
from shop.warehouses.services.messages import Said, apply_stock_message, count_by
from tests.builders import a_colleague, a_user, a_variant
from tests.forms import submit
from tests.warehouses.builders import PORTO, a_warehouse

pytestmark = pytest.mark.django_db

LIST, COUNTED = "admin:warehouses_stockmessage_changelist", "admin:warehouses_countedplace_add"


@pytest.fixture
def porto() -> Location:
    """A warehouse."""
    return a_warehouse("porto", PORTO)


def tell(name: str, sku: str) -> StockMessage:
    """Say that there were three of something."""
    said = Said(Kind.COUNT, "porto", sku, 3, clock.now())
    return apply_stock_message(source="wms", message_id=name, said=said)


def retry(client: Client) -> str:
    """Choose all messages, have them tried again, and read what is said."""
    chosen = list(StockMessage.objects.values_list("pk", flat=True))
    sent = {"action": "try_again", "_selected_action": chosen}
    return client.post(reverse(LIST), sent, follow=True).content.decode()


@pytest.mark.parametrize("name", [LIST, COUNTED])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [LIST, COUNTED])
def test_staff_without_the_right_are_refused(client: Client, name: str) -> None:
    client.force_login(a_colleague("inventory.view_stockitem"))

    assert client.get(reverse(name)).status_code == 403


def test_who_counts_is_said_by_who_may(client: Client, porto: Location) -> None:
    client.force_login(a_colleague("warehouses.add_countedplace", "warehouses.view_countedplace"))

    submit(client, reverse(COUNTED), location=porto.pk, source="wms")

    assert str(CountedPlace.objects.get()) == "Porto by wms"


def test_problems_are_tried_again_by_who_may_change_them(client: Client, porto: Location) -> None:
    count_by(location=porto, source="wms")
    tell("m-1", "MUG")
    tell("m-2", "VASE")
    a_variant(sku="MUG")
    client.force_login(a_colleague("warehouses.view_stockmessage"))
    assert "are no problem any more" not in retry(client)

    client.force_login(a_colleague("warehouses.view_stockmessage", "warehouses.change_stockmessage"))

    assert "1 of 2 are no problem any more." in retry(client)
    assert [message.worth for message in StockMessage.objects.order_by("pk")] == [
        Worth.APPLIED,
        Worth.PROBLEM,
    ]


def test_nobody_writes_a_message(client: Client, porto: Location) -> None:
    message = tell("m-1", "MUG")
    client.force_login(a_user(is_staff=True, is_superuser=True))
    page = reverse("admin:warehouses_stockmessage_change", args=[message.pk])

    assert client.get(page).status_code == 200
    submit(client, page, quantity=9, worth="applied")
    assert client.get(reverse("admin:warehouses_stockmessage_add")).status_code == 403
    assert client.post(page.replace("change", "delete")).status_code == 403

    kept = StockMessage.objects.get()
    assert (kept.quantity, kept.worth) == (3, Worth.PROBLEM)


def test_a_list_costs_the_same_however_long(
    client: Client, porto: Location, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague("warehouses.view_stockmessage"))
    for rows in (1, 4):
        for _ in range(rows):
            tell(f"m-{StockMessage.objects.count()}", "MUG")
        with django_assert_num_queries(11):
            client.get(reverse(LIST))
