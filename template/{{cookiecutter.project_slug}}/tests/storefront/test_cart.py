"""The cart as shoppers see it, with forms that work without a script."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.catalog.models import Variant
from tests.builders import a_user
from tests.carts.builders import contents, sold
from tests.pricing.builders import a_list_price, a_region
from tests.promotions.builders import a_coupon

pytestmark = pytest.mark.django_db

CART = "/cart/"


@pytest.fixture(autouse=True)
def nothing_known(settings: Any) -> None:
    """Begin with an empty memory, in a German shop."""
    cache.clear()
    settings.SHOP_COUNTRY = "DE"


@pytest.fixture
def visitor() -> Client:
    """A browser that says where its forms come from, as all do."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"}, enforce_csrf_checks=True)


def send(client: Client, form: str, **fields: Any) -> str:
    """Send a form and follow it to the cart; gives the page."""
    answer = client.post(f"{CART}{form}/", fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_products_page_offers_goes_into_the_cart(visitor: Client) -> None:
    mug = sold("MUG")

    product = visitor.get(f"/p/{mug.product.slug}/")
    page = send(visitor, "add", variant="MUG", quantity="2", seen="2400 EUR")

    assert 'action="/cart/add/"' in product.content.decode()
    assert "Mug" in page
    assert "€48.00" in page
    assert "Since you last looked" not in page


def test_products_pages_stay_the_same_for_everybody(visitor: Client) -> None:
    answer = visitor.get(f"/p/{sold('MUG').product.slug}/")

    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


def test_the_key_is_for_the_shop_alone(visitor: Client) -> None:
    sold("MUG")

    answer = visitor.post(f"{CART}add/", {"variant": "MUG"})

    cookie = answer.cookies["cart"]
    assert answer.status_code == 303
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert visitor.get(CART).headers["Cache-Control"].endswith("private")


def test_a_key_that_was_changed_opens_nothing(visitor: Client) -> None:
    sold("MUG")
    send(visitor, "add", variant="MUG")
    visitor.cookies["cart"] = Cart.objects.get().token

    assert "Nothing is in it yet" in visitor.get(CART).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {},
    ],
)
def test_forms_of_other_sites_are_refused(headers: dict[str, str]) -> None:
    sold("MUG")

    answer = Client(headers=headers).post(f"{CART}add/", {"variant": "MUG"})

    assert answer.status_code == 403
    assert not Cart.objects.exists()


def test_an_old_browser_says_its_origin() -> None:
    sold("MUG")

    answer = Client(headers={"Origin": "http://testserver"}).post(f"{CART}add/", {"variant": "MUG"})

    assert answer.status_code == 303


def test_quantities_are_changed_and_lines_taken_out(visitor: Client) -> None:
    sold("MUG"), sold("PLATE")
    send(visitor, "add", variant="MUG")
    send(visitor, "add", variant="PLATE")

    send(visitor, "change", variant="MUG", quantity="7")
    send(visitor, "change", variant="PLATE", quantity="0")

    assert contents(Cart.objects.get()) == {"MUG": 7}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"variant": "NONE"}, "This cannot be bought."),
        ({"variant": "MUG", "quantity": "100"}, "This is more than a cart holds."),
        ({"variant": "MUG", "quantity": "9" * 5000}, "This is more than a cart holds."),
    ],
)
def test_what_is_refused_is_said_on_the_page(visitor: Client, fields: dict[str, str], says: str) -> None:
    sold("MUG")

    answer = visitor.post(f"{CART}add/", fields)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_code_is_used_and_taken_out(visitor: Client) -> None:
    sold("MUG")
    a_coupon("SPRING")
    send(visitor, "add", variant="MUG")

    used = send(visitor, "coupon", code="spring")
    gone = send(visitor, "coupon", code="SPRING", remove="1")

    assert "10 % SPRING on 1 x Mug: -€2.40" in used
    assert "€21.60" in used
    assert "SPRING" not in gone


def test_a_code_that_gives_nothing_says_why(visitor: Client) -> None:
    sold("MUG")
    send(visitor, "add", variant="MUG")

    assert "NONE is not a code that we know." in send(visitor, "coupon", code="none")


def test_another_country_has_another_currency_and_prices_without_tax(visitor: Client) -> None:
    us = a_region("US", currency="USD", prices_include_tax=False)
    a_list_price(
        sold("MUG"),
        2700,
        currency="USD",
        region=us,
        starts_at="2020-01-01T00Z",
        ends_at=None,
        kind="standing",
    )
    send(visitor, "add", variant="MUG")

    page = send(visitor, "destination", country="US")

    assert "$27.00" in page
    assert "Without tax" in page
    assert '<option value="US" selected>United States (USD)</option>' in page


def test_a_cart_goes_to_the_shops_own_country_unless_somebody_says_otherwise(visitor: Client) -> None:
    a_region("AT", "DE")

    assert '<option value="DE" selected>Germany (EUR)</option>' in visitor.get(CART).content.decode()


def test_who_comes_back_is_told_what_changed_until_they_have_seen_it(visitor: Client) -> None:
    sold("MUG")
    send(visitor, "add", variant="MUG", seen="2400 EUR")
    Variant.objects.update(price_amount=2600)

    told = visitor.get(CART).content.decode()
    after = send(visitor, "seen")

    assert "Mug now costs more: €26.00. It was €24.00." in told
    assert "Since you last looked" not in after


def test_who_signs_in_finds_both_carts_in_one(visitor: Client, settings: Any) -> None:
    customer = a_user()
    sold("MUG")
    send(visitor, "add", variant="MUG", quantity="2")
    visitor.force_login(customer)
    visitor.get(CART)

    other = Client(headers={"Sec-Fetch-Site": "same-origin"})
    send(other, "add", variant="MUG", quantity="3")
    other.force_login(customer)
    other.get(CART)
    other.get(CART)

    assert contents(Cart.objects.get()) == {"MUG": 5}


def test_an_empty_cart_says_so_and_sets_no_cookie(visitor: Client) -> None:
    answer = visitor.get(CART)

    assert "Nothing is in it yet" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("lines", [1, 10])
def test_the_page_costs_four_queries(
    visitor: Client, lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(lines):
        sold(f"MUG-{number}")
        send(visitor, "add", variant=f"MUG-{number}")

    with django_assert_num_queries(4):
        visitor.get(CART)
