"""Follow a price list with another."""

from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.db import transaction

from shop.core.money import Money
from shop.pricing.converting import Ending, like_a_price
from shop.pricing.models import PriceList
from shop.pricing.services.lists import create_price_list, end_price_list, set_price


@transaction.atomic
def renew_price_list(
    *, price_list: PriceList, slug: str, name: str, starts_at: datetime, percent: Fraction | int
) -> PriceList:
    """Let a list end, and another begin in that moment, with prices so much higher that end as prices do.

    Raises:
        PastPrices: the moment has passed, or the list has ended.
        SlugTaken, OverlappingLists: the new list cannot begin.
    """
    end_price_list(price_list=price_list, at=starts_at)
    renewed = create_price_list(
        slug=slug,
        name=name,
        currency=price_list.currency,
        period=(starts_at, None),
        region=price_list.region,
        group=price_list.group,
    )
    ending = Ending(**settings.SHOP_PRICE_ENDINGS.get(price_list.currency, {}))
    for price in price_list.prices.select_related("variant"):
        raised = like_a_price(Fraction(price.amount) * (100 + percent) / 100, ending)
        set_price(
            price_list=renewed,
            variant=price.variant,
            price=Money(raised, price_list.currency),
            min_quantity=price.min_quantity,
        )
    return renewed
