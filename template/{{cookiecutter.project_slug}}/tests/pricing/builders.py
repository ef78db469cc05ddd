"""Small builders of regions, lists and prices. A test names what matters to it; the rest is made up here."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from shop.catalog.models import Variant
# {% if reached("price-lists.lists") %}
from shop.pricing.models import CustomerGroup, Kind, Price, PriceList, Region, RegionCountry
# {% else %}
from shop.pricing.models import CustomerGroup, Region, RegionCountry
# {% endif %}

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)  # where the frozen clock stands
DAY = timedelta(days=1)
number = count(1)


def a_region(*countries: str, **fields: Any) -> Region:
    """A region that counts in euros."""
    n = next(number)
    made_up = {"slug": f"region-{n}", "name": f"Region {n}", "currency": "EUR"}
    region = Region.objects.create(**(made_up | fields))
    RegionCountry.objects.bulk_create(RegionCountry(region=region, country=code) for code in countries)
    return region


def a_group(**fields: Any) -> CustomerGroup:
    """A group without members."""
    n = next(number)
    return CustomerGroup.objects.create(**({"slug": f"group-{n}", "name": f"Group {n}"} | fields))
# {% if reached("price-lists.lists") %}


def a_price_list(**fields: Any) -> PriceList:
    """A list in euros for all: a sale from yesterday to tomorrow, since sales may overlap."""
    n = next(number)
    made_up = {
        "slug": f"list-{n}",
        "name": f"List {n}",
        "kind": Kind.SALE,
        "currency": "EUR",
        "starts_at": NOON - DAY,
        "ends_at": NOON + DAY,
    }
    return PriceList.objects.create(**(made_up | fields))


def a_list_price(variant: Variant, amount: int, *, min_quantity: int = 1, **fields: Any) -> Price:
    """A price on a list of its own."""
    return a_price_list(**fields).prices.create(variant=variant, amount=amount, min_quantity=min_quantity)
# {% endif %}
