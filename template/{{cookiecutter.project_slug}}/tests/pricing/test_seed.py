"""The demonstration shop's prices, tried with the products that have some."""

from typing import Any

import pytest

from shop.catalog import seed as catalog_seed
from shop.catalog.models import Variant
from shop.catalog.seed import data
# {% if asks_in("EUR") %}
from shop.core.money import Money
# {% endif %}
from shop.pricing import seed
from shop.pricing.choosing import Ask, UnitPrice, choose_price
from shop.pricing.models import ExchangeRate, PriceChange, PriceList, Region
# {% if asks_in("EUR") %}
from shop.pricing.prior import prior_prices
# {% endif %}
from shop.pricing.selectors import price_snapshot, region_of
from tests.pricing.builders import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def small_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog's seed, with three products instead of sixty."""
    names = {"harbour-mug", "wine-jug", "ash-vase"}
    some = tuple(product for product in data.products() if product.slug in names)
    monkeypatch.setattr(data, "products", lambda: some)
    catalog_seed.seed()


def asked(slug: str, country: str, **told: Any) -> UnitPrice:
    """What the first form of a product costs in a country."""
    variant = Variant.objects.filter(product__slug=slug)[0]
    region = region_of(country)
    groups = told.get("groups", frozenset())
    snapshot = price_snapshot([variant.pk], currency=region.currency, at=NOON, region=region, groups=groups)
    return choose_price(
        Ask(variant.pk, region.currency, NOON, told.get("quantity", 1), region.slug, groups), snapshot
    )


# What the harbour mug costs first where, and who decided that.
FIRST = {
    # {% if asks_in("EUR") %}
    "DE": ("€24.00", "own"),
    # {% endif %}
    # {% if asks_in("GBP") %}
    "GB": ("£20.99", "converted"),
    # {% endif %}
    # {% if asks_in("USD") %}
    "US": ("$28.00", "list"),
    # {% endif %}
    # {% if asks_in("JPY") %}
    "JP": ("¥4,000", "list"),
    # {% endif %}
    # {% if asks_in("KWD") %}
    "KW": ("KWD8.500", "converted"),
    # {% endif %}
}


def test_each_region_has_prices_that_somebody_decided_on_or_that_look_like_some() -> None:
    lists = seed.seed()

    shown = {country: asked("harbour-mug", country) for country in FIRST}
    assert {country: (str(price.money), str(price.source)) for country, price in shown.items()} == FIRST
    assert lists == f"{len(FIRST)} regions, {PriceList.objects.count()} price lists"


# {% if asks_in("EUR") %}
def test_who_buys_for_a_cafe_pays_less_from_six_on() -> None:
    seed.seed()

    cafe = frozenset({"trade"})
    prices = [asked("harbour-mug", "DE", groups=cafe, quantity=units).amount for units in (5, 6, 24)]
    assert prices == [2400, 2150, 1950]


def test_the_sale_names_what_was_paid_for_five_days_of_last_month() -> None:
    seed.seed()

    variant = Variant.objects.filter(product__slug="wine-jug")[0]
    now = asked("wine-jug", "DE")
    prior = prior_prices([variant.pk], region=region_of("DE"), at=NOON)[variant.pk]
    assert (now.price_list, now.money, prior, variant.price) == (
        "summer-sale",
        Money(5750, "EUR"),
        Money(6500, "EUR"),
        Money(7200, "EUR"),
    )


# {% endif %}
def test_a_second_time_there_is_nothing_to_do() -> None:
    seed.seed()
    before = [model.objects.count() for model in (Region, PriceList, ExchangeRate, PriceChange)]

    seed.seed()

    assert [model.objects.count() for model in (Region, PriceList, ExchangeRate, PriceChange)] == before


OWN = [
    # {% if asks_in("USD") %}
    ("USD", "US"),
    # {% endif %}
    # {% if asks_in("JPY") %}
    ("JPY", "JP"),
    # {% endif %}
    # {% if asks_in("KWD") %}
    ("KWD", "KW"),
    # {% endif %}
    ("EUR", "DE"),
]


@pytest.mark.parametrize(("currency", "country"), OWN)
def test_the_sale_is_where_the_shop_is(currency: str, country: str, settings: Any) -> None:
    settings.SHOP_CURRENCY = currency
    Variant.objects.update(price_currency=currency)

    seed.seed()

    if country in FIRST:
        assert asked("wine-jug", country).is_sale
    assert {told.currency for told in PriceList.objects.filter(slug="summer-sale")} <= {currency}
# {% if reached("taxes.engine") %}


@pytest.mark.parametrize("included", [True, False])
def test_the_owner_says_whether_prices_at_home_have_the_tax_in_them(included: bool, settings: Any) -> None:
    settings.SHOP_PRICES_INCLUDE_TAX = included

    seed.seed()

    home = Region.objects.filter(currency=settings.SHOP_CURRENCY)
    assert [region.prices_include_tax for region in home] in ([included], [])
# {% endif %}
