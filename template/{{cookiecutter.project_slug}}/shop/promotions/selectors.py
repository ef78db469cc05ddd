"""What can be asked about promotions."""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, Q

from shop.promotions.benefits import AmountOff, Benefit, BuyGet, FixedPrice, FreeShipping, Kind, Percent
from shop.promotions.models import Coupon, Promotion
from shop.promotions.offers import Conditions, Offer
from shop.promotions.services.promotions import written


def offers_for(codes: Collection[str], at: datetime) -> list[Offer]:
    """What is offered to everybody at a moment, and what these codes ask for.

    An offer with a code comes although its period is over, so that the shopper can be told.
    Costs four queries, whatever the number of promotions, codes and lines; with none to be had, one.
    """
    asked = {written(code) for code in codes}
    running = (Q(begins=None) | Q(begins__lte=at)) & (Q(ends=None) | Q(ends__gt=at))
    wanted = Q(needs_code=False) & running | Q(needs_code=True, coupons__code__in=asked)
    found = (
        Promotion.objects.filter(wanted, is_active=True)
        .distinct()
        .prefetch_related(
            Prefetch("coupons", Coupon.objects.filter(code__in=asked)), "products", "categories"
        )
    )
    return [offer for promotion in found for offer in offers_of(promotion)]


def offers_of(promotion: Promotion) -> Iterator[Offer]:
    """A promotion as its codes ask for it, or as it holds for everybody. Costs nothing after a prefetch."""
    if not promotion.needs_code:
        yield offer(promotion)
        return
    for coupon in promotion.coupons.all():
        yield offer(promotion, coupon)


def offer(promotion: Promotion, coupon: Coupon | None = None) -> Offer:
    """One promotion, as pure code sees it."""
    return Offer(
        slug=promotion.slug,
        name=promotion.name,
        benefit=benefit_of(promotion),
        conditions=conditions_of(promotion),
        code=coupon.code if coupon else "",
        priority=promotion.priority,
        exclusive=promotion.is_exclusive,
        used_up=coupon is not None and coupon.is_used_up,
    )


def benefit_of(promotion: Promotion) -> Benefit:
    """What it gives. That its columns are filled in, the database promises."""
    percent, amount = promotion.percent or Decimal(0), promotion.amount or 0
    match Kind(promotion.kind):
        case Kind.PERCENT:
            return Percent(percent)
        case Kind.AMOUNT_OFF:
            return AmountOff(amount)
        case Kind.FIXED_PRICE:
            return FixedPrice(amount)
        case Kind.BUY_GET:
            return BuyGet(promotion.buy or 1, promotion.get or 1, percent)
        case Kind.FREE_SHIPPING:
            return FreeShipping()


def conditions_of(promotion: Promotion) -> Conditions:
    """When it holds, and for what."""
    return Conditions(
        minimum_amount=promotion.minimum_amount,
        minimum_quantity=promotion.minimum_quantity,
        products=frozenset(product.pk for product in promotion.products.all()),
        categories=frozenset(category.pk for category in promotion.categories.all()),
        groups=frozenset(promotion.groups),
        first_order=promotion.first_order,
        currency=promotion.currency,
        begins=promotion.begins,
        ends=promotion.ends,
    )
