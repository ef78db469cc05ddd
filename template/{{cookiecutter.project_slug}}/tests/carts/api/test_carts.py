"""Carts over HTTP: for whoever has the key, and for nobody else."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.catalog.models import Variant
from tests.carts.builders import a_cart, contents, sold
from tests.core.api.contract import assert_as_described
from tests.core.api.people import everybody
from tests.pricing.builders import a_region
from tests.promotions.builders import a_coupon

pytestmark = pytest.mark.django_db

CARTS = "/api/v1/carts/"
CART = "/api/v1/carts/{token}/"


@pytest.fixture(autouse=True)
def nothing_known(settings: Any) -> None:
    """Begin with an empty memory, in a German shop."""
    cache.clear()
    settings.SHOP_COUNTRY = "DE"


def ask(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Send JSON."""
    given = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(client, method)(path, headers=headers, **given)


def at(cart: Cart, rest: str = "") -> str:
    """A cart's address, or one below it."""
    return f"{CARTS}{cart.token}/{rest}"


def test_a_cart_is_begun_filled_and_shown(client: Client) -> None:
    sold("MUG")

    begun = ask(client, "post", CARTS, {})
    address = begun.headers["Location"]
    ask(client, "post", f"{address}lines/", {"sku": "MUG", "quantity": 2})
    shown = client.get(address)

    assert begun.status_code == 201
    assert shown.headers["ETag"] == '"2"'
    assert shown.headers["Cache-Control"] == "no-store"
    told = shown.json()
    (line,) = told["lines"]
    assert (line["sku"], line["quantity"], line["unit_price"]["amount"]) == ("MUG", 2, 2400)
    assert told["gross"] == {"amount": 4800, "currency": "EUR"}
    assert_as_described(begun, CARTS, "post")
    assert_as_described(shown, CART)


def operations(cart: Cart) -> list[tuple[str, str, Any, str]]:
    """Everything that can be done with a cart: the method, the address, the body, the described path."""
    return [
        ("get", at(cart), None, CART),
        ("post", at(cart, "lines/"), {"sku": "MUG"}, CART + "lines/"),
        ("put", at(cart, "lines/MUG/"), {"quantity": 3}, CART + "lines/{sku}/"),
        ("delete", at(cart, "lines/MUG/"), None, CART + "lines/{sku}/"),
        ("post", at(cart, "coupons/"), {"code": "spring"}, CART + "coupons/"),
        ("delete", at(cart, "coupons/SPRING/"), None, CART + "coupons/{code}/"),
        ("put", at(cart, "destination/"), {"country": "AT"}, CART + "destination/"),
        ("put", at(cart, "seen/"), None, CART + "seen/"),
        ("delete", at(cart, "lines/"), None, CART + "lines/"),
    ]


@pytest.mark.parametrize("who", ["anonymous", "customer", "staff without rights", "staff with rights"])
def test_the_key_opens_a_cart_whoever_has_it(client: Client, who: str) -> None:
    if person := everybody()[who]:
        client.force_login(person)
    a_region("AT")
    a_coupon("SPRING")

    for method, address, body, path in operations(a_cart(MUG=1)):
        answer = ask(client, method, address, body)
        assert answer.status_code == 200, answer.content
        assert_as_described(answer, path, method)


@pytest.mark.parametrize("who", ["anonymous", "staff with rights"])
def test_without_the_key_nobody_opens_it(client: Client, who: str) -> None:
    if person := everybody()[who]:
        client.force_login(person)
    cart = a_cart(MUG=1)
    stranger = Cart(token="crt_00000000000000000000")

    for method, address, body, path in operations(stranger):
        answer = ask(client, method, address, body)
        assert answer.status_code == 404
        assert_as_described(answer, path, method)
    assert contents(cart) == {"MUG": 1}


def test_adding_costs_eight_statements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart = a_cart(MUG=1)
    sold("PLATE")
    client.get(at(cart))

    with django_assert_num_queries(8):
        ask(client, "post", at(cart, "lines/"), {"sku": "PLATE"})


def test_showing_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart = a_cart(MUG=1)
    client.get(at(cart))

    with django_assert_num_queries(3):
        client.get(at(cart))


@pytest.mark.parametrize("tag", ['"1"', "*"])
def test_who_knows_the_cart_may_change_it(client: Client, tag: str) -> None:
    answer = ask(client, "put", at(a_cart(MUG=1), "lines/MUG/"), {"quantity": 2}, **{"If-Match": tag})

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')


@pytest.mark.parametrize("tag", ['"2"', "1", 'W/"1"', '"x"'])
def test_who_knows_another_cart_changes_nothing(client: Client, tag: str) -> None:
    cart = a_cart(MUG=1)

    for method, address, body, path in operations(cart)[1:7]:
        answer = ask(client, method, address, body, **{"If-Match": tag})
        assert answer.status_code == 412
        assert_as_described(answer, path, method)
    assert contents(cart) == {"MUG": 1}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"sku": "MUG", "amount": 2}, "amount"),
        ({"sku": "MUG", "quantity": 0}, "quantity"),
        ({"sku": "MUG", "quantity": 100}, "quantity"),
        ({"sku": "MUG", "quantity": "2"}, "quantity"),
        ({"sku": 7}, "sku"),
        ({"sku": " "}, "sku"),
        ({"sku": "\x1c"}, "sku"),
        ({"sku": "MUG", "seen_price": {"amount": 1, "currency": "EUR\n"}}, "seen_price.currency"),
        ({"sku": "M\0G"}, "sku"),
        ({"sku": "MUG", "seen_price": {"amount": 1}}, "seen_price.currency"),
        ({"sku": "MUG", "seen_price": {"amount": 1, "currency": "EUR", "tax": 1}}, "tax"),
        ([], "non_field_errors"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client: Client, body: Any, field: str) -> None:
    cart = a_cart(MUG=1)

    answer = ask(client, "post", at(cart, "lines/"), body)

    assert answer.status_code == 400
    assert {wrong["field"] for wrong in answer.json()["errors"]} == {field}
    assert_as_described(answer, CART + "lines/", "post")
    assert contents(cart) == {"MUG": 1}


@pytest.mark.parametrize(
    ("body", "code"), [({"sku": "NONE"}, "not-for-sale"), ({"sku": "MUG", "quantity": 99}, "too-many")]
)
def test_what_the_shop_refuses_it_says(client: Client, body: Any, code: str) -> None:
    answer = ask(client, "post", at(a_cart(MUG=1), "lines/"), body)

    assert (answer.status_code, answer.json()["type"]) == (422, f"/api/problems/#{code}")


@pytest.mark.parametrize("country", ["XX", "at", "DEU"])
def test_the_shop_does_not_sell_everywhere(client: Client, country: str) -> None:
    answer = ask(client, "post", CARTS, {"country": country})

    assert answer.status_code == (404 if country == "XX" else 400)
    assert_as_described(answer, CARTS, "post")
    assert not Cart.objects.exists()


def test_a_price_that_moved_is_told_until_it_is_seen(client: Client) -> None:
    cart = a_cart()
    sold("MUG")
    ask(client, "post", at(cart, "lines/"), {"sku": "MUG", "seen_price": {"amount": 2400, "currency": "EUR"}})
    Variant.objects.update(price_amount=2600)

    told = client.get(at(cart)).json()["changes"]
    ask(client, "put", at(cart, "seen/"))

    assert [change["kind"] for change in told] == ["price-up"]
    assert client.get(at(cart)).json()["changes"] == []


def test_unknown_parameters_are_refused(client: Client) -> None:
    assert client.get(at(a_cart(), "?full=1")).status_code == 400
