"""Read what a cart is priced by, and price it.

What is the shop's and not the cart's, its offers, taxes and rates, changes a few times a day and is asked for
by every cart: it is remembered for some seconds. What the cart has, and what its things cost, is read anew
each time: a quantity or a price of a moment ago would be a lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from shop.carts.models import Cart, CartLine
from shop.carts.pricing import Buyer, PricedCart, Rules, Wanted, price_cart
from shop.carts.selectors import lines_of
from shop.catalog.models import Status
from shop.core import clock
from shop.core.remembering import remembered
# {% if reached("inventory.in-carts") %}
from shop.inventory.alongside import stock_of
# {% endif %}
from shop.pricing.choosing import Rate, Snapshot
from shop.pricing.selectors import applying, rates_to, rows_of
from shop.promotions.basket import Shopper
from shop.promotions.offers import Offer
from shop.promotions.selectors import offers_for
from shop.taxes.engine import TaxEngine
from shop.taxes.engines import engine_for
from shop.taxes.places import Place
from shop.taxes.table import STANDARD

# So long a new promotion, rate or tax may go unseen. When one begins or ends, its own dates say, at once.
REMEMBERED_SECONDS = 30


@dataclass(frozen=True)
class Shared:
    """What carts have in common that go to one country with the same codes."""

    offers: tuple[Offer, ...]
    taxes: TaxEngine
    rates: dict[str, Rate]


@dataclass(frozen=True)
class CartNow:
    """A cart, its lines, and what it comes to at a moment."""

    cart: Cart
    lines: list[CartLine]
    priced: PricedCart


def cart_now(cart: Cart, lines: list[CartLine] | None = None) -> CartNow:
    """Price a cart.

    Costs two queries, for one line or for a hundred; six more where nothing is remembered.

    Args:
        lines: those of the cart, where the caller has them.
    """
    lines = lines_of(cart) if lines is None else lines
    at = clock.now()
    buyer = buyer_of(cart, at)
    rules = rules_for(cart, lines, buyer)
    return CartNow(cart, lines, price_cart([wanted(line) for line in lines], rules, buyer))


def wanted(line: CartLine) -> Wanted:
    """A line, as the pure function sees it. Costs nothing for a line of `lines_of`."""
    variant, product = line.variant, line.variant.product
    shelves = {product.category_id, product.category.parent_id} - {None}
    return Wanted(
        id=variant.sku,
        name=f"{product.name}, {variant.name}" if variant.name else product.name,
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


def buyer_of(cart: Cart, at: datetime) -> Buyer:
    """Who buys, where and when. Costs nothing."""
    region = cart.region
    return Buyer(
        currency=region.currency if region else settings.SHOP_CURRENCY,
        at=at,
        origin=Place(settings.SHOP_COUNTRY),
        destination=Place(cart.country or settings.SHOP_COUNTRY),
        included=region.prices_include_tax if region else settings.SHOP_PRICES_INCLUDE_TAX,
        region=region.slug if region else None,
        shopper=Shopper(frozenset(cart.groups)),
        codes=frozenset(cart.coupons),
        code=cart.token,
    )


def rules_for(cart: Cart, lines: Sequence[CartLine], buyer: Buyer) -> Rules:
    """Prices of these lines, and the rules of the shop. Costs one query and what `shared` costs."""
    variants = {line.variant_id: line.variant for line in lines}
    found = shared(buyer)
    conditions = applying(
        currency=buyer.currency, at=buyer.at, region=cart.region, groups=buyer.shopper.groups
    )
    prices = Snapshot(
        rows=rows_of(variants, conditions) if variants else {},
        own={pk: variant.price for pk, variant in variants.items()},
        rates=found.rates,
    )
    return Rules(prices, found.offers, found.taxes, settings.SHOP_HALVES)


def shared(buyer: Buyer) -> Shared:
    """The rules of the shop, remembered. Costs six queries at most, and mostly none."""
    key = ":".join(["carts", "rules", buyer.currency, str(buyer.destination), *sorted(buyer.codes)])
    return remembered(key, REMEMBERED_SECONDS, lambda: read_shared(buyer))


def read_shared(buyer: Buyer) -> Shared:
    """The rules of the shop, from the database."""
    return Shared(
        offers=tuple(offers_for(buyer.codes, buyer.at)),
        taxes=engine_for(buyer.destination),
        rates=rates_to(buyer.currency, buyer.at),
    )
