"""Lists, products' pages and carts ask for the same price, and say what is in it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.catalog.models import Variant
from shop.core.money import Money
from shop.pricing.models import Kind, Region
from shop.pricing.services.history import import_prices
from shop.pricing.services.rates import set_rate
from tests.builders import a_variant
from tests.carts.builders import a_cart, sold
from tests.pricing.builders import DAY, NOON, a_list_price, a_price_list, a_region
from tests.storefront.builders import products
from tests.storefront.reading import ReadPage, read
from tests.taxes.builders import a_rate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def german(settings: Any) -> None:
    """A German shop whose prices have tax in them."""
    settings.SHOP_COUNTRY, settings.SHOP_PRICES_INCLUDE_TAX = "DE", True


def on_sale(variant: Variant, region: Region) -> None:
    """A mug that cost 24 euros, 21 for five days last month, and 19 since it is on sale."""
    retail = a_price_list(region=region, kind=Kind.STANDING, starts_at=NOON - 90 * DAY, ends_at=None)
    past = {NOON - 90 * DAY: 2400, NOON - 25 * DAY: 2100, NOON - 20 * DAY: 2400}
    was = {at: Money(amount, "EUR") for at, amount in past.items()}
    import_prices(price_list=retail, variant=variant, amounts=was)
    sale = a_price_list(region=region, starts_at=NOON - 14 * DAY)
    import_prices(price_list=sale, variant=variant, amounts={NOON - 14 * DAY: Money(1900, "EUR")})


def page(client: Client, variant: Variant) -> ReadPage:
    """The variant's page."""
    return read(client.get(f"/p/{variant.product.slug}/", {"variant": variant.sku}))


def card(client: Client) -> str:
    """The price on the one card of the first page."""
    (price,) = read(client.get("/")).texts("p", class_="price")
    return price


def asked(cart: Cart) -> str:
    """What the cart asks for one of its one thing."""
    (line,) = cart_now(cart_by_token(cart.token)).priced.lines
    return str(line.unit.money)


def by_a_list(mug: Variant) -> None:
    a_list_price(mug, 2600, region=a_region("DE"), kind=Kind.STANDING)


def by_a_sale(mug: Variant) -> None:
    on_sale(mug, a_region("DE"))


def by_a_rate(mug: Variant) -> None:
    a_region("DE", currency="USD", prices_include_tax=False)
    set_rate(base="EUR", currency="USD", rate=Decimal("1.15"), starts_at=NOON - DAY)


def by_itself(mug: Variant) -> None:
    a_rate("19")


@pytest.mark.parametrize(
    ("comes_about", "price"),
    [(by_itself, "€24.00"), (by_a_list, "€26.00"), (by_a_sale, "€19.00"), (by_a_rate, "$27.99")],
)
def test_all_pages_ask_what_the_cart_asks(
    client: Client, settings: Any, comes_about: Any, price: str
) -> None:
    settings.SHOP_PRICE_ENDINGS = {"USD": {"step": 100, "less": 1}}
    cart, mug = a_cart(MUG=1), sold("MUG")
    comes_about(mug)

    assert asked(cart) == price
    assert card(client).split(" ")[0] == price
    assert page(client, mug).one("p", class_="price").text.split(" ")[0] == price


def test_a_sale_names_the_lowest_price_of_the_thirty_days_before_it(client: Client) -> None:
    mug = sold("MUG")
    on_sale(mug, a_region("DE"))

    shown = page(client, mug)

    assert card(client) == "€19.00 instead of €21.00"
    assert shown.texts("s") == ["instead of €21.00"]
    assert "Lowest price of the 30 days before the sale: €21.00" in shown.texts("p", class_="soft note")


def test_a_sale_that_lowers_nothing_strikes_nothing_through(client: Client) -> None:
    mug, region = sold("MUG"), a_region("DE")
    sale = a_price_list(region=region, starts_at=NOON - DAY)
    import_prices(price_list=sale, variant=mug, amounts={NOON - DAY: Money(2400, "EUR")})

    assert page(client, mug).texts("s") == []
    assert card(client) == "€24.00"


@pytest.mark.parametrize(
    ("included", "percent", "says"),
    [
        (True, "19", "incl. MwSt."),
        (False, "19", "plus MwSt."),
        (False, None, "excl. tax"),
        (True, None, "incl. tax"),
    ],
)
def test_pages_say_what_is_in_a_price(client: Client, included: bool, percent: str | None, says: str) -> None:
    a_region("DE", prices_include_tax=included)
    if percent:
        a_rate(percent, name="MwSt.")

    assert page(client, sold("MUG")).one("p", class_="price").text == f"€24.00 {says}"
    assert f"All prices {says}" in read(client.get("/")).texts("p", class_="soft note under")


def test_who_takes_more_is_told_from_how_many_on_it_costs_less(client: Client) -> None:
    mug = sold("MUG")
    for quantity, amount in ((6, 2200), (12, 2300), (24, 2000)):
        a_list_price(mug, amount, min_quantity=quantity)

    tiers = page(client, mug).one("ul", class_="tiers")

    assert tiers.text == "from 6: €22.00 each from 24: €20.00 each"


def test_what_has_no_price_in_a_currency_says_so_and_has_no_button(client: Client) -> None:
    mug = sold("MUG")
    a_region("DE", currency="JPY")

    shown = client.get(f"/p/{mug.product.slug}/").content.decode()

    assert "It has no price in JPY," in shown
    assert "Add to the cart" not in shown
    assert '"offers"' not in shown
    assert card(client) == "no price here"


def test_a_card_shows_the_lowest_of_what_is_asked(client: Client) -> None:
    mug = sold("MUG")
    large = a_variant(product=mug.product, price_amount=1900)
    a_list_price(mug, 1800, region=a_region("DE"))
    assert large.product == mug.product

    assert card(client) == "from €18.00"


def test_machines_read_what_people_read(client: Client) -> None:
    mug = sold("MUG")
    a_list_price(mug, 1900, region=a_region("DE"))

    script = page(client, mug).one("script", type="application/ld+json")

    offers = json.loads("".join(script.words))["offers"]
    assert (offers["lowPrice"], offers["priceCurrency"], offers["offerCount"]) == ("19.00", "EUR", 1)


def test_the_button_knows_the_price_that_stood_beside_it(client: Client) -> None:
    mug = sold("MUG")
    a_list_price(mug, 1900, region=a_region("DE"))

    assert page(client, mug).one("input", name="seen")["value"] == "1900 EUR"


def test_a_shelf_with_a_sale_costs_four_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = a_region("DE")
    on_sale(sold("MUG"), region)
    products(12)
    client.get("/")

    with django_assert_num_queries(4):
        shown = read(client.get("/"))

    assert "€19.00 instead of €21.00" in shown.texts("p", class_="price")
