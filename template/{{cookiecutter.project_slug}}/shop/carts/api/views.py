"""What can be done with carts over HTTP. Every answer is the whole cart, priced."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.carts.api.base import CartApi, reads, version_of, writes
from shop.carts.models import MOST_OF_ONE
from shop.carts.reading import cart_now
from shop.carts.selectors import cart_by_token
from shop.carts.services.coupons import add_coupon, remove_coupon
from shop.carts.services.keeping import open_cart, send_to
from shop.carts.services.lines import add_line, clear_cart, remove_line, set_quantity
from shop.carts.services.overflow import overflow_seen
from shop.carts.services.seeing import note_seen
from shop.core.api.strict import Text, Whole, read
from shop.core.money import CURRENCY, Money
from shop.core.shapes import COUNTRY


class CountryInput(serializers.Serializer[Any]):
    """Where a cart will go."""

    country = Text(regex=COUNTRY, help_text="A code after ISO 3166, such as AT.")


class NewCartInput(serializers.Serializer[Any]):
    """Where a cart will go; without it, the shop's own country."""

    country = Text(regex=COUNTRY, required=False)


class SeenInput(serializers.Serializer[Any]):
    """A price that a shopper was shown."""

    amount = Whole(min_value=0, max_value=2**53)
    currency = Text(regex=CURRENCY)


class LineInput(serializers.Serializer[Any]):
    """So many more of a variant. With the price that was shown, shoppers are told if it is another."""

    sku = Text(max_length=64)
    quantity = Whole(min_value=1, max_value=MOST_OF_ONE, default=1)
    seen_price = SeenInput(required=False)


class QuantityInput(serializers.Serializer[Any]):
    """How many there are to be."""

    quantity = Whole(min_value=1, max_value=MOST_OF_ONE)


class CouponInput(serializers.Serializer[Any]):
    """A code, as somebody typed it."""

    code = Text(max_length=40)


class CartListApi(CartApi):
    """Carts are begun here. There is no list: who has a key has a cart."""

    @writes("cartCreate", "Begin a cart", NewCartInput, status=201)
    def post(self, request: Request) -> Response:
        cart = open_cart(country=read(NewCartInput, request).get("country", ""))
        answer = self.told(cart_now(cart, []), status=201)
        answer.headers["Location"] = reverse("api:cart-detail", args=[cart.token])
        return answer


class CartDetailApi(CartApi):
    """A cart as it is now: priced, explained, and with what has changed since its shopper looked."""

    @reads("Show a cart")
    def get(self, request: Request, token: str) -> Response:
        return self.told(cart_now(cart_by_token(token)))


class CartLinesApi(CartApi):
    """What is in a cart."""

    @writes("cartLineAdd", "Add to a cart", LineInput)
    def post(self, request: Request, token: str) -> Response:
        data = read(LineInput, request)
        seen = Money(**data["seen_price"]) if "seen_price" in data else None
        version, sku, quantity = version_of(request), data["sku"], data["quantity"]
        cart = add_line(token=token, sku=sku, quantity=quantity, seen=seen, version=version)
        return self.told(cart_now(cart))

    @writes("cartClear", "Empty a cart")
    def delete(self, request: Request, token: str) -> Response:
        return self.told(cart_now(clear_cart(token=token, version=version_of(request))))


class CartLineApi(CartApi):
    """One line of a cart."""

    @writes("cartLineSet", "Say how many", QuantityInput)
    def put(self, request: Request, token: str, sku: str) -> Response:
        quantity = read(QuantityInput, request)["quantity"]
        cart = set_quantity(token=token, sku=sku, quantity=quantity, version=version_of(request))
        return self.told(cart_now(cart))

    @writes("cartLineRemove", "Take something out")
    def delete(self, request: Request, token: str, sku: str) -> Response:
        return self.told(cart_now(remove_line(token=token, sku=sku, version=version_of(request))))


class CartCouponsApi(CartApi):
    """The codes in a cart. One that gives nothing is kept, and `changes` says why."""

    @writes("cartCouponAdd", "Add a code", CouponInput)
    def post(self, request: Request, token: str) -> Response:
        code = read(CouponInput, request)["code"]
        return self.told(cart_now(add_coupon(token=token, code=code, version=version_of(request))))


class CartCouponApi(CartApi):
    """One code in a cart."""

    @writes("cartCouponRemove", "Take a code out")
    def delete(self, request: Request, token: str, code: str) -> Response:
        return self.told(cart_now(remove_coupon(token=token, code=code, version=version_of(request))))


class CartDestinationApi(CartApi):
    """Where a cart will go. Its currency and its taxes follow."""

    @writes("cartDestinationSet", "Say where it goes", CountryInput)
    def put(self, request: Request, token: str) -> Response:
        country = read(CountryInput, request)["country"]
        return self.told(cart_now(send_to(token=token, country=country, version=version_of(request))))


class CartSeenApi(CartApi):
    """What the shopper has taken note of. Afterwards, `changes` tells what is new since now."""

    @writes("cartSeen", "Take note of all changes")
    def put(self, request: Request, token: str) -> Response:
        now = cart_now(cart_by_token(token))
        note_seen(lines=now.lines, priced=now.priced)
        overflow_seen(cart=now.cart)
        return self.told(now)
