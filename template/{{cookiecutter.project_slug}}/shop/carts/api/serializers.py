"""A cart as programs read it: every amount, and how it came about."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from rest_framework import serializers

from shop.carts.changes import Kind, changes
from shop.carts.overflow import overflow_of
from shop.carts.pricing import Left, PricedLine
from shop.carts.reading import CartNow
from shop.core.api.fields import Moment, MoneyOutput
from shop.core.money import Money

Body = Mapping[str, Any]


class CartLineOutput(serializers.Serializer[Body]):
    """So many of one thing, and what they come to. `explanation` says how, sentence by sentence."""

    sku = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField(min_value=1)
    unit_price = MoneyOutput()
    discount = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()
    explanation = serializers.ListField(child=serializers.CharField())


class LeftOutOutput(serializers.Serializer[Body]):
    """Something in the cart that cannot be bought now. It is not in any sum."""

    sku = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField(min_value=1)
    reason = serializers.CharField()


class CartChangeOutput(serializers.Serializer[Body]):
    """What is not as the shopper saw it last."""

    kind = serializers.ChoiceField([kind.value for kind in Kind])
    about = serializers.CharField()
    says = serializers.CharField()


class CartOutput(serializers.Serializer[Body]):
    """A cart. The token is its key: whoever has it can read and change the cart."""

    token = serializers.CharField()
    version = serializers.IntegerField(min_value=1)
    country = serializers.CharField()
    currency = serializers.CharField()
    prices_include_tax = serializers.BooleanField()
    lines = CartLineOutput(many=True)
    left_out = LeftOutOutput(many=True)
    coupons = serializers.ListField(child=serializers.CharField())
    changes = CartChangeOutput(many=True)
    discount = MoneyOutput()
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()
    note = serializers.CharField(allow_blank=True)
    expires_at = Moment()


def body_of(now: CartNow) -> Body:
    """A priced cart as one nested answer."""
    cart, priced = now.cart, now.priced

    def money(amount: int) -> Money:
        return Money(amount, priced.currency)

    return {
        "token": cart.token,
        "version": cart.version,
        "country": cart.country or settings.SHOP_COUNTRY,
        "currency": priced.currency,
        "prices_include_tax": priced.included,
        "lines": [line_of(line) for line in priced.lines],
        "left_out": [left_of(left) for left in priced.left_out],
        "coupons": cart.coupons,
        "changes": [*overflow_of(cart), *changes(now.lines, priced)],
        "discount": money(priced.discount),
        "net": money(priced.net),
        "tax": money(priced.tax_amount),
        "gross": money(priced.gross),
        "note": priced.tax.note,
        "expires_at": cart.expires_at,
    }


def line_of(line: PricedLine) -> Body:
    """One line of it."""
    return {
        "sku": line.wanted.id,
        "name": line.wanted.name,
        "quantity": line.wanted.quantity,
        "unit_price": line.unit.money,
        "discount": Money(line.discount, line.unit.currency),
        "net": Money(line.taxed.net, line.unit.currency),
        "tax": Money(line.taxed.tax, line.unit.currency),
        "gross": Money(line.taxed.gross, line.unit.currency),
        "explanation": line.explain(),
    }


def left_of(left: Left) -> Body:
    """One thing that is not counted."""
    wanted = left.wanted
    return {"sku": wanted.id, "name": wanted.name, "quantity": wanted.quantity, "reason": left.reason}
