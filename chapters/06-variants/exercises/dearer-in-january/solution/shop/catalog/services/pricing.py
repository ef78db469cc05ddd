"""Change many prices at once."""

from decimal import Decimal

from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Round

from shop.catalog.errors import WrongPrice
from shop.catalog.models import Category, Product, Variant
from shop.catalog.selectors import on_shelf
from shop.core import clock


def raise_prices(*, category: Category, percent: Decimal) -> int:
    """Make all that is sold on a shelf, and on the shelves below it, dearer or cheaper.

    Args:
        percent: by how much; a negative number makes things cheaper.

    Returns:
        How many variants have another price now.

    Raises:
        WrongPrice: they would cost less than nothing.
    """
    if percent < -100:
        raise WrongPrice(
            found=f"{percent} per cent.",
            expected="-100 per cent or more.",
            do="correct the percentage; nothing was changed.",
        )
    products = Product.objects.filter(on_shelf(category))
    # The database calculates exactly, and rounds half a unit away from zero: prices are not negative.
    factor = 1 + percent / 100
    return Variant.objects.filter(product__in=products, is_active=True).update(
        price_amount=Cast(Round(F("price_amount") * factor), BigIntegerField()),
        updated_at=clock.now(),
    )
