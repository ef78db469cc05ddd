"""Where the shop sends to, as people choose it."""

from typing import NamedTuple

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from shop.core.locales import locale_of
from shop.core.remembering import remembered
from shop.pricing.models import RegionCountry

REMEMBERED_SECONDS = 300


class Country(NamedTuple):
    """One choice: `Austria (EUR)`."""

    code: str
    name: str
    currency: str


def countries() -> list[Country]:
    """All countries that the shop sends to, by name. Costs one query now and then."""
    rows = sold_to()
    names = Locale.parse(str(locale_of(get_language() or "en"))).territories
    return sorted((Country(code, names.get(code, code), currency) for code, currency in rows), key=by_name)


def by_name(country: Country) -> str:
    """What countries are sorted by."""
    return country.name


def sold_to() -> list[tuple[str, str]]:
    """The countries with their currencies, in no order. Costs one query now and then."""
    return remembered("storefront:countries", REMEMBERED_SECONDS, read_countries)


def is_sold_to(code: str) -> bool:
    """Whether the shop sends to a country. Costs what `sold_to` does."""
    return any(code == country for country, _ in sold_to())


def read_countries() -> list[tuple[str, str]]:
    """The countries with their currencies; the shop's own is always one of them."""
    rows = dict(RegionCountry.objects.values_list("country", "region__currency"))
    return list(({settings.SHOP_COUNTRY: settings.SHOP_CURRENCY} | rows).items())
