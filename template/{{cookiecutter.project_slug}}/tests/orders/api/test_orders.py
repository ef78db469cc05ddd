"""Orders over HTTP: for who placed them, for staff by right, and for nobody else."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.accounts.models import User
from shop.orders.keys import key_of
from shop.orders.models import Order, OrderContact
from shop.orders.people import SHOP
from shop.orders.services.changing import confirm_order
from tests.builders import a_colleague, a_user
from tests.core.api.contract import assert_as_described
from tests.orders.builders import a_full_cart, an_order, ordered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vat")]

ORDERS = "/api/v1/orders/"
ORDER = "/api/v1/orders/{public_id}/"
CANCEL = "/api/v1/orders/{public_id}/cancel/"
LOOK, MAY_CANCEL = "orders.view_order", "orders.cancel_order"


def at(order: Order, rest: str = "") -> str:
    """An order's address, or one below it."""
    return f"{ORDERS}{order.public_id}/{rest}"


def cancel(client: Client, order: Order, reason: Any = "changed-mind", **headers: str) -> Any:
    """Ask for an order to be cancelled."""
    body = {"reason": reason}
    return client.post(at(order, "cancel/"), body, content_type="application/json", headers=headers)


def people(owner: User) -> dict[str, User | None]:
    """One of each who may come to an order."""
    return {
        "anonymous": None,
        "owner": owner,
        "other customer": a_user(),
        "staff without": a_colleague("catalog.view_product"),
        "staff who look": a_colleague(LOOK),
        "staff who cancel": a_colleague(LOOK, MAY_CANCEL),
    }


def as_(person: User | None) -> Client:
    """Somebody's browser."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def test_an_order_is_for_who_placed_it_and_for_staff_by_right() -> None:
    order = ordered(a_full_cart(MUG=1), customer=(ada := a_user()))
    found = {}

    for who, person in people(ada).items():
        answer = as_(person).get(at(order))
        assert_as_described(answer, ORDER)
        found[who] = answer.status_code

    assert found == {
        "anonymous": 403,
        "owner": 200,
        "other customer": 404,
        "staff without": 404,
        "staff who look": 200,
        "staff who cancel": 200,
    }


def test_cancelling_is_for_who_placed_it_and_for_staff_by_right() -> None:
    ada, found = a_user(), {}

    for who, person in people(ada).items():
        order = ordered(a_full_cart(MUG=1), customer=ada)
        answer = cancel(as_(person), order)
        assert_as_described(answer, CANCEL, "post")
        order.refresh_from_db()
        assert (order.state == "cancelled") is (answer.status_code == 200)
        found[who] = answer.status_code

    assert found == {
        "anonymous": 403,
        "owner": 200,
        "other customer": 404,
        "staff without": 404,
        "staff who look": 403,
        "staff who cancel": 200,
    }


def test_the_list_is_for_staff_by_right() -> None:
    found = {}

    for who, person in people(a_user()).items():
        answer = as_(person).get(ORDERS)
        assert_as_described(answer, ORDERS)
        found[who] = answer.status_code

    assert [who for who, status in found.items() if status == 200] == ["staff who look", "staff who cancel"]
    assert set(found.values()) == {200, 403}


def test_a_guest_has_a_key_to_this_order_and_to_no_other(client: Client) -> None:
    order, other = an_order(MUG=1), an_order(MUG=1)
    mine = {"Order-Key": key_of(order)}

    assert client.get(at(order), headers=mine).status_code == 200
    assert client.get(at(other), headers=mine).status_code == 404
    assert client.get(at(order), headers={"Order-Key": key_of(order)[:-1]}).status_code == 404
    assert cancel(client, other, **mine).status_code == 404
    assert cancel(client, order, **mine).status_code == 200


def test_somebody_elses_order_looks_as_if_there_were_none(client: Client) -> None:
    order, nothing = an_order(MUG=1), Order(public_id="ord_00000000000000000000")
    client.force_login(a_user())

    theirs, none = client.get(at(order)).json(), client.get(at(nothing)).json()

    assert theirs["detail"].replace(order.public_id, nothing.public_id) == none["detail"]
    assert {**theirs, "detail": ""} == {**none, "detail": ""}


def test_a_key_outlives_the_secret_that_it_was_made_with(client: Client, settings: Any) -> None:
    order = an_order(MUG=1)
    key = key_of(order)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 50

    assert key_of(order) != key
    assert client.get(at(order), headers={"Order-Key": key}).status_code == 200


def test_an_order_says_what_was_sold_and_what_happened(client: Client) -> None:
    order = confirm_order(order=an_order(MUG=3, PLATE=1), by=SHOP)

    answer = client.get(at(order), headers={"Order-Key": key_of(order)})

    told = answer.json()
    assert (told["id"], told["number"], told["state"]) == (order.public_id, order.label, "confirmed")
    assert (told["email"], told["ship_to"]["city"]) == ("ada@example.com", "Berlin")
    assert [(line["sku"], line["quantity"], line["left"]) for line in told["lines"]] == [
        ("MUG", 3, 3),
        ("PLATE", 1, 1),
    ]
    assert (told["lines"][0]["tax_name"], told["lines"][0]["tax_percent"]) == ("VAT", "19")
    assert told["gross"] == {"amount": 9600, "currency": "EUR"}
    assert [(event["what"], event["by"]) for event in told["history"]] == [
        ("place", "buyer"),
        ("confirm", "shop"),
    ]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_order_whose_buyer_was_forgotten_is_shown_without_them() -> None:
    order = an_order(MUG=1)
    OrderContact.objects.all().delete()

    answer = as_(a_colleague(LOOK)).get(at(order))

    assert (answer.json()["email"], answer.json()["ship_to"]) == ("", None)
    assert_as_described(answer, ORDER)


def test_what_the_table_refuses_is_a_conflict(client: Client) -> None:
    order = confirm_order(order=an_order(MUG=1), by=SHOP)

    answer = cancel(client, order, **{"Order-Key": key_of(order)})

    assert (answer.status_code, answer.json()["type"]) == (409, "/api/problems/#not-possible")
    assert_as_described(answer, CANCEL, "post")


@pytest.mark.parametrize("reason", ["because", "", None, 7])
def test_a_reason_is_one_of_the_list(client: Client, reason: Any) -> None:
    order = an_order(MUG=1)

    answer = cancel(client, order, reason, **{"Order-Key": key_of(order)})

    assert answer.status_code == 400
    assert [wrong["field"] for wrong in answer.json()["errors"]] == ["reason"]


def test_showing_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for quantities in ({"MUG": 1}, {"MUG": 1, "PLATE": 2, "BOWL": 3}):
        order = an_order(**quantities)
        with django_assert_num_queries(3):
            client.get(at(order), headers={"Order-Key": key_of(order)})


def test_the_list_goes_on_where_the_page_ended() -> None:
    labels = [an_order(MUG=1).label for _ in range(5)]
    client = as_(a_colleague(LOOK))
    found, address = [], f"{ORDERS}?limit=2"

    while address:
        answer = client.get(address)
        assert_as_described(answer, ORDERS)
        found += [order["number"] for order in answer.json()["items"]]
        address = answer.json()["next"]

    assert found == labels[::-1]


def test_the_list_shows_the_orders_of_a_state() -> None:
    an_order(MUG=1)
    confirmed = confirm_order(order=an_order(MUG=1), by=SHOP)
    client = as_(a_colleague(LOOK))

    answer = client.get(ORDERS, {"state": "confirmed"})

    assert [order["id"] for order in answer.json()["items"]] == [confirmed.public_id]
    assert client.get(ORDERS, {"state": "lost"}).status_code == 400


def test_a_page_costs_one_query_and_four_for_who_asks(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_(a_colleague(LOOK))

    for count in (1, 5):
        for _ in range(count):
            an_order(MUG=1)
        with django_assert_num_queries(5):  # the session, the person, two for their rights, the orders
            client.get(ORDERS)
