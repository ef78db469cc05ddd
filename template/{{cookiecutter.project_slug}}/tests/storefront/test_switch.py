"""Visitors say where they are, on any page, and every page and the cart believe it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.pricing.models import Region
from shop.pricing.services.regions import join_group
from tests.builders import a_user
from tests.carts.builders import sold
from tests.pricing.builders import a_group, a_list_price, a_region
from tests.storefront.builders import products
from tests.storefront.reading import ReadPage, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

PUBLIC, THEIRS = "public, max-age=60", "private, no-cache"


@pytest.fixture(autouse=True)
def german(settings: Any) -> None:
    """A German shop."""
    settings.SHOP_COUNTRY = "DE"


@pytest.fixture(autouse=True)
def regions() -> Region:
    """The mug costs 24 euros at home, and 27 dollars in the United States."""
    a_region("AT", "DE")
    us = a_region("US", currency="USD", prices_include_tax=False)
    a_list_price(sold("MUG"), 2700, currency="USD", region=us)
    return us


@pytest.fixture
def visitor() -> Client:
    """A browser that says where its forms come from, as all do."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"}, enforce_csrf_checks=True)


def choose(client: Client, country: str, back: str = "/") -> Any:
    """Choose a country in the header of a page."""
    return client.post("/country/", {"country": country, "back": back})


def price(client: Client, address: str = "/") -> str:
    """The price of the mug on a page."""
    return read(client.get(address)).one("p", class_="price").text.split(" ")[0]


def selected(page: ReadPage, field: str = "switch") -> list[str]:
    """What the selects on a page say, that of the header first."""
    assert page.one("select", id=field)
    return [option["value"] for option in page.all("option") if "selected" in option.attributes]


def test_every_page_shows_the_prices_of_the_chosen_country(visitor: Client) -> None:
    choose(visitor, "US")

    product = f"/p/{sold('MUG').product.slug}/"
    assert [price(visitor), price(visitor, product)] == ["$27.00", "$27.00"]
    assert "plus" not in visitor.get(product).content.decode()
    assert selected(read(visitor.get("/"))) == ["US"]


def test_pages_say_where_the_tax_in_a_price_is_taken_off(visitor: Client) -> None:
    a_region("NO")
    choose(visitor, "NO")

    product = visitor.get(f"/p/{sold('MUG').product.slug}/")
    assert "incl. tax, which the cart takes off" in product.content.decode()


def test_who_chooses_comes_back_to_the_page_they_were_on(visitor: Client) -> None:
    answer = choose(visitor, "US", back="/c/mugs/?after=x")

    assert (answer.status_code, answer["Location"]) == (303, "/c/mugs/?after=x")
    assert read(visitor.get("/?a=b")).one("input", name="back")["value"] == "/?a=b"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "x", ""])
def test_nobody_is_led_to_another_site(visitor: Client, back: str) -> None:
    assert choose(visitor, "US", back=back)["Location"] == "/"


def test_forms_of_other_sites_choose_nothing() -> None:
    answer = choose(Client(headers={"Sec-Fetch-Site": "cross-site"}), "US")

    assert answer.status_code == 403
    assert not answer.cookies


def test_a_country_that_the_shop_does_not_sell_to_is_not_found(visitor: Client) -> None:
    assert choose(visitor, "XX").status_code == 404
    assert not visitor.cookies


@pytest.mark.parametrize("told", ["XX", "us", "<b>", "US; x=y", ""])
def test_a_cookie_that_somebody_made_up_is_no_choice(visitor: Client, told: str) -> None:
    visitor.cookies["country"] = told

    assert price(visitor) == "€24.00"


def test_who_has_chosen_nothing_gets_the_page_that_all_may_keep(visitor: Client) -> None:
    answer = visitor.get("/")

    assert (answer["Cache-Control"], answer["Vary"]) == (PUBLIC, "Cookie, Accept-Language")
    assert not answer.cookies
    assert answer.content == Client().get("/").content


def test_who_has_chosen_gets_a_page_of_their_own(visitor: Client) -> None:
    choose(visitor, "US")

    answer = visitor.get("/")

    assert (answer["Cache-Control"], answer["Vary"]) == (THEIRS, "Cookie, Accept-Language")


def test_who_chooses_the_shops_own_country_is_like_everybody_again(visitor: Client) -> None:
    choose(visitor, "US")
    choose(visitor, "DE")

    assert price(visitor) == "€24.00"
    assert visitor.cookies["country"].value == ""
    visitor.cookies.clear()
    assert visitor.get("/")["Cache-Control"] == PUBLIC


def test_a_cart_begins_where_its_shopper_is(visitor: Client) -> None:
    choose(visitor, "US")
    visitor.post("/cart/add/", {"variant": "MUG"})

    assert Cart.objects.get().country == "US"
    assert "$27.00 each" in visitor.get("/cart/").content.decode()


def test_what_is_chosen_in_the_header_the_cart_follows(visitor: Client) -> None:
    visitor.post("/cart/add/", {"variant": "MUG"})
    choose(visitor, "US")
    assert Cart.objects.get().country == "US"

    choose(visitor, "DE")
    assert (Cart.objects.get().country, Cart.objects.get().region) == ("", None)


def test_what_is_chosen_in_the_cart_all_pages_follow(visitor: Client) -> None:
    visitor.post("/cart/add/", {"variant": "MUG"})
    visitor.post("/cart/destination/", {"country": "US"})

    assert price(visitor) == "$27.00"
    assert selected(read(visitor.get("/cart/"))) == ["US", "US"]


def test_a_cart_from_elsewhere_says_where_its_customer_is(visitor: Client) -> None:
    customer = a_user()
    visitor.post("/cart/add/", {"variant": "MUG"})
    choose(visitor, "US")
    visitor.force_login(customer)
    visitor.get("/cart/")

    other = Client(headers={"Sec-Fetch-Site": "same-origin"})
    other.force_login(customer)
    shown = read(other.get("/cart/"))

    assert selected(shown) == ["US", "US"]
    assert price(other) == "$27.00"


def test_who_signs_in_without_a_cart_keeps_the_country(visitor: Client) -> None:
    choose(visitor, "US")
    visitor.force_login(a_user())
    visitor.get("/cart/")

    assert Cart.objects.get().country == "US"


def test_a_customer_sees_the_prices_of_their_group(visitor: Client) -> None:
    customer, cafes = a_user(), a_group()
    join_group(group=cafes, user=customer)
    a_list_price(sold("MUG"), 2000, group=cafes)
    visitor.force_login(customer)

    answer = visitor.get("/")

    assert read(answer).one("p", class_="price").text == "€20.00"
    assert answer["Cache-Control"] == THEIRS


def test_a_page_that_a_form_led_to_leads_back_to_the_cart(visitor: Client) -> None:
    answer = visitor.post("/cart/add/", {"variant": "NONE"})

    assert read(answer).one("input", name="back")["value"] == "/cart/"


@pytest.mark.parametrize("country", ["DE", "US"])
def test_a_shelf_costs_four_queries_wherever_somebody_is(
    visitor: Client, country: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    products(12)
    choose(visitor, country)
    visitor.get("/")

    with django_assert_num_queries(4):
        visitor.get("/")


def test_the_first_of_all_visitors_costs_four_more(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4 + 4):
        visitor.get("/")


def test_only_a_form_can_choose(visitor: Client) -> None:
    assert visitor.get("/country/").status_code == 405
