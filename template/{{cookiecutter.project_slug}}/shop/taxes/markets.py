"""What prices are like in a country: in which currency, converted at which rates, with which tax in them.

It is the same for everybody who buys there, and changes a few times a year. So it is remembered for some
seconds, and carts and pages ask here, so that both say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from shop.core import clock
from shop.core.remembering import remembered
from shop.pricing.choosing import Rate
from shop.pricing.models import Region
from shop.pricing.selectors import rates_to
from shop.taxes.computing import TaxLine
from shop.taxes.engine import TaxEngine, TaxQuestion, Treatment
from shop.taxes.engines import engine_for
from shop.taxes.errors import NoTaxRate
from shop.taxes.places import Place

# So long a new rate or tax may go unseen. When one begins or ends, its own dates say, at once.
REMEMBERED_SECONDS = 30


@dataclass(frozen=True)
class Market:
    """How the shop sells in one country.

    Attributes:
        region: the one that the country belongs to; none where nobody has drawn regions.
        included: whether prices have the tax in them.
        tax: what people there call the tax; nothing where none is collected.
        rates: from the currencies that prices are kept in, to the one of this market.
    """

    country: str
    region: Region | None
    currency: str
    included: bool
    tax: str
    rates: Mapping[str, Rate]
    taxes: TaxEngine

    @property
    def region_slug(self) -> str | None:
        """The region's name in files, as the function that chooses prices knows it."""
        return self.region.slug if self.region else None


def market_of(country: str = "") -> Market:
    """The market of a country; without one, the shop's own. Costs three queries, and mostly none.

    A country says which region it is in, so the shop's own has its region's prices too. What the settings say
    of currency and tax holds where no region does.
    """
    country = country or settings.SHOP_COUNTRY
    return remembered(f"taxes:market:{country}", REMEMBERED_SECONDS, lambda: read_market(country))


def read_market(country: str) -> Market:
    """The market of a country, from the database."""
    region = Region.objects.filter(countries__country=country).first()
    currency = region.currency if region else settings.SHOP_CURRENCY
    taxes = engine_for(Place(country))
    return Market(
        country=country,
        region=region,
        currency=currency,
        included=region.prices_include_tax if region else settings.SHOP_PRICES_INCLUDE_TAX,
        tax=name_of_tax(taxes, country, currency),
        rates=rates_to(currency, clock.now()),
        taxes=taxes,
    )


def name_of_tax(taxes: TaxEngine, country: str, currency: str) -> str:
    """What the tax is called that a private customer pays on most things; nothing if there is none."""
    question = TaxQuestion(
        code="",
        currency=currency,
        on=clock.now().date(),
        origin=Place(settings.SHOP_COUNTRY),
        destination=Place(country),
        lines=(TaxLine("one", 0),),
    )
    try:
        answer = taxes.tax(question)
    except NoTaxRate:
        return ""
    return answer.taxed.lines[0].rate.name if answer.treatment is Treatment.TAXED else ""
