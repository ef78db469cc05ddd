"""Which engine the shop uses, as `config/shop.toml` and the database say."""

from django.conf import settings

from shop.taxes.engine import TableEngine, TaxEngine
from shop.taxes.places import Place
from shop.taxes.selectors import tax_table


def engine_for(*places: Place) -> TaxEngine:
    """The engine for questions about these places, the shop's own among them. Costs one query."""
    return TableEngine(
        table=tax_table([settings.SHOP_COUNTRY, *(place.country for place in places)]),
        rounding=settings.SHOP_ROUNDING,
        halves=settings.SHOP_HALVES,
        shipping=settings.SHOP_SHIPPING_TAX,
    )
