"""Read what a cart is priced by, and price it.

What is the shop's and not the cart's, its offers, taxes and rates, changes a few times a day and is asked for
by every cart: it is remembered for some seconds, here and in `markets`. What the cart has, and what it costs,
is read anew each time: a quantity or a price of a moment ago would be a lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from shop.carts.models import Cart, CartLine
from shop.carts.pricing import Buyer, PricedCart, Rules, Wanted, price_cart
from shop.carts.selectors import lines_of
from shop.catalog.models import Status, Variant
from shop.core import clock
from shop.core.remembering import remembered
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import stock_of
# {% endif %}
from shop.pricing.choosing import Snapshot
from shop.pricing.selectors import applying, rows_of
from shop.promotions.basket import Shopper
from shop.promotions.offers import Offer
from shop.promotions.selectors import offers_for
from shop.taxes.markets import Market, market_of
from shop.taxes.places import Place
from shop.taxes.table import STANDARD

# So long a new promotion may go unseen. When one begins or ends, its own dates say, at once.
REMEMBERED_SECONDS = 30


@dataclass(frozen=True)
class CartNow:
    """A cart, its lines, and what it comes to at a moment."""

    cart: Cart
    lines: list[CartLine]
    priced: PricedCart


def cart_now(cart: Cart, lines: list[CartLine] | None = None) -> CartNow:
    """Price a cart.

    Costs two queries, for one line or for a hundred; seven more at most where nothing is remembered.

    Args:
        lines: those of the cart, where the caller has them.
    """
    lines = lines_of(cart) if lines is None else lines
    market = market_of(cart.country)
    buyer = buyer_of(cart, market, clock.now())
    rules = rules_for(lines, market, buyer)
    return CartNow(cart, lines, price_cart([wanted(line) for line in lines], rules, buyer))


def wanted(line: CartLine) -> Wanted:
    """A line, as the pure function sees it. Costs nothing for a line of `lines_of`."""
    variant, product = line.variant, line.variant.product
    shelves = {product.category_id, product.category.parent_id} - {None}
    return Wanted(
        id=variant.sku,
        name=name_of(variant),
        variant=variant.pk,
        quantity=line.quantity,
        product=product.pk,
        categories=frozenset(shelf for shelf in shelves if shelf is not None),
        tax_category=product.tax.category.slug if hasattr(product, "tax") else STANDARD,
        for_sale=variant.is_active and product.status == Status.PUBLISHED,
        # {% if reached("inventory.in-carts") %}
        there=stock_of(line).total,
        # {% endif %}
    )


def name_of(variant: Variant) -> str:
    """What shoppers call a variant. Costs nothing where its product was read along."""
    return f"{variant.product.name}, {variant.name}" if variant.name else variant.product.name


def buyer_of(cart: Cart, market: Market, at: datetime) -> Buyer:
    """Who buys, where and when. Costs nothing."""
    return Buyer(
        currency=market.currency,
        at=at,
        origin=Place(settings.SHOP_COUNTRY),
        destination=Place(market.country),
        included=market.included,
        region=market.region_slug,
        shopper=Shopper(frozenset(cart.groups)),
        codes=frozenset(cart.coupons),
        code=cart.token,
    )


def rules_for(lines: Sequence[CartLine], market: Market, buyer: Buyer) -> Rules:
    """Prices of these lines, and the rules of the shop. Costs one query and what `offers_now` costs."""
    variants = {line.variant_id: line.variant for line in lines}
    conditions = applying(
        currency=buyer.currency, at=buyer.at, region=market.region, groups=buyer.shopper.groups
    )
    prices = Snapshot(
        rows=rows_of(variants, conditions) if variants else {},
        own={pk: variant.price for pk, variant in variants.items()},
        rates=market.rates,
    )
    return Rules(prices, offers_now(buyer), market.taxes, settings.SHOP_HALVES)


def offers_now(buyer: Buyer) -> tuple[Offer, ...]:
    """What the shop offers to whoever has these codes. Costs four queries at most, and mostly none."""
    key = ":".join(["carts", "offers", *sorted(buyer.codes)])
    return remembered(key, REMEMBERED_SECONDS, lambda: tuple(offers_for(buyer.codes, buyer.at)))
