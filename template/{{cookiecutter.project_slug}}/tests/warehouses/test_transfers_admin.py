"""Transfers in the admin: to send is one right, to say what came is another."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.inventory.models import Location, StockItem
from shop.inventory.services.ledger import receive_stock
from shop.warehouses.models import Transfer, Way
from shop.warehouses.services.transfers import send_transfer
from tests.builders import a_colleague, a_user, a_variant
from tests.forms import submit
from tests.warehouses.builders import a_warehouse

pytestmark = pytest.mark.django_db

LIST, SEND = "admin:warehouses_transfer_changelist", "admin:warehouses_transfer_add"


@pytest.fixture
def places() -> tuple[Location, Location]:
    """Ten mugs here, and none there."""
    here, there = a_warehouse("here", is_default=True), a_warehouse("there")
    receive_stock(units={a_variant(sku="MUG").pk: 10}, location=here)
    return here, there


def under_way(places: tuple[Location, Location]) -> Transfer:
    """Six mugs from here to there."""
    here, there = places
    mug = StockItem.objects.get(location=here).variant_id
    return send_transfer(origin=here, destination=there, units={mug: 6})


@pytest.fixture
def sender(client: Client) -> Client:
    """Somebody who sends."""
    client.force_login(a_colleague("warehouses.view_transfer", "warehouses.add_transfer"))
    return client


@pytest.fixture
def receiver(client: Client) -> Client:
    """Somebody who says what came."""
    rights = [f"warehouses.{verb}" for verb in ("view_transfer", "change_transfer", "view_transferline")]
    client.force_login(a_colleague(*rights))
    return client


def page(transfer: Transfer) -> str:
    """A transfer's page."""
    return reverse("admin:warehouses_transfer_change", args=[transfer.pk])


@pytest.mark.parametrize("name", [LIST, SEND])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(a_user())

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [LIST, SEND])
def test_staff_without_the_right_are_refused(client: Client, name: str) -> None:
    client.force_login(a_colleague("inventory.view_stockitem"))

    assert client.get(reverse(name)).status_code == 403


def test_who_sends_does_not_say_what_came(sender: Client, places: tuple[Location, Location]) -> None:
    sent = under_way(places)

    assert sender.get(page(sent)).status_code == 200
    assert sender.post(page(sent), {"key": "scan-1", "units": "6 MUG"}).status_code == 403


def test_who_says_what_came_does_not_send(receiver: Client) -> None:
    assert receiver.get(reverse(SEND)).status_code == 403


def test_what_is_written_line_by_line_is_sent(sender: Client, places: tuple[Location, Location]) -> None:
    here, there = places

    submit(sender, reverse(SEND), origin=here.pk, destination=there.pk, units="2 MUG\n\n 1  MUG ")

    sent = Transfer.objects.get()
    assert (sent.lines.get().sent, sent.by) == (3, sender.get(reverse(LIST)).wsgi_request.user)
    assert StockItem.objects.get(location=here).on_hand == 7


@pytest.mark.parametrize(
    ("units", "why"),
    [
        ("MUG", "`MUG` is not a number and a SKU."),
        ("-1 MUG", "`-1 MUG` is not a number and a SKU."),
        ("1 VASE", "There is no SKU `VASE`."),
        ("11 MUG", "This transfer cannot be."),
        ("", "This transfer cannot be."),
    ],
)
def test_what_cannot_be_sent_is_said(
    sender: Client, places: tuple[Location, Location], units: str, why: str
) -> None:
    here, there = places

    answer = submit(sender, reverse(SEND), origin=here.pk, destination=there.pk, units=units)

    assert why in answer.content.decode()
    assert not Transfer.objects.exists()


def test_what_came_is_said_and_the_rest_is_given_up(
    receiver: Client, places: tuple[Location, Location]
) -> None:
    sent = under_way(places)

    submit(receiver, page(sent), key="scan-1", units="4 MUG")
    submit(receiver, page(sent), key="scan-1", units="4 MUG")
    submit(receiver, page(sent), give_up="on")

    line = sent.lines.get()
    assert (line.received, line.lost, Transfer.objects.get().state) == (4, 2, Way.DONE)
    assert StockItem.objects.get(location__code="there").on_hand == 4


def test_an_arrival_without_a_name_is_refused(receiver: Client, places: tuple[Location, Location]) -> None:
    sent = under_way(places)

    answer = submit(receiver, page(sent), units="4 MUG")

    assert "This arrival needs a name" in answer.content.decode()
    assert sent.lines.get().received == 0


def test_a_list_costs_the_same_however_long(
    receiver: Client, places: tuple[Location, Location], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here, there = places
    mug = StockItem.objects.get(location=here).variant_id
    for rows in (1, 3):
        for _ in range(rows):
            send_transfer(origin=here, destination=there, units={mug: 1})
        with django_assert_num_queries(9):
            receiver.get(reverse(LIST))
