"""A checkout as programs write and read it."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from shop.carts.api.serializers import CartOutput
from shop.carts.api.serializers import body_of as cart_body
from shop.checkout.models import Checkout, Point, Settled
from shop.checkout.selectors import Review
from shop.checkout.ways import NeedsAction, ways
from shop.core.api.fields import MoneyOutput
from shop.core.api.strict import Text, Whole
from shop.core.money import CURRENCY, Money
from shop.core.shapes import COUNTRY
from shop.orders.addresses import Address
from shop.orders.api.serializers import OrderAddressOutput
from shop.orders.keys import key_of
from shop.orders.models import Order
from shop.orders.people import Contact

Body = Mapping[str, Any]


class Line(Text):
    """A line as people write it, in any script. Whether it can be used, the post's rules say."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"regex": r"^[^\x00-\x1f\x7f]+$", "max_length": 100, "allow_blank": True, **kwargs}
        )


class AddressInput(serializers.Serializer[Any]):
    """Where a parcel or an invoice goes. What may be left out, the country decides."""

    name = Line()
    line1 = Line()
    line2 = Line(required=False)
    postcode = Line(required=False)
    city = Line(required=False)
    part = Line(required=False, help_text="A state or province, where there are such.")
    country = Text(regex=COUNTRY, help_text="A code after ISO 3166, such as AT.")


class CheckoutInput(serializers.Serializer[Any]):
    """Who buys, where it goes, and how they will pay."""

    email = Line(max_length=254)
    ship_to = AddressInput()
    bill_to = AddressInput(required=False)
    way = Line(max_length=40, help_text="The code of one of the `ways`.")


class AgreedInput(serializers.Serializer[Any]):
    """A total that a shopper has seen."""

    amount = Whole(min_value=0, max_value=2**53)
    currency = Text(regex=CURRENCY)


class CompleteInput(serializers.Serializer[Any]):
    """What is agreed to, and what the way to pay needs of the buyer's browser. The latter is kept nowhere."""

    seen = AgreedInput()
    given = serializers.DictField(child=Line(max_length=1000), required=False)


class WayOutput(serializers.Serializer[Body]):
    """One way to pay."""

    code = serializers.CharField()
    name = serializers.CharField()


class ChangedOutput(serializers.Serializer[Body]):
    """What is not as it was shown last."""

    code = serializers.CharField()
    about = serializers.CharField()
    says = serializers.CharField()


class OrderedOutput(serializers.Serializer[Body]):
    """The order that came of it. A guest opens it with the key; a customer's account has it."""

    id = serializers.CharField()
    number = serializers.CharField()
    key = serializers.CharField(allow_blank=True)


class CheckoutOutput(serializers.Serializer[Body]):
    """A checkout. When there is an order, the cart is gone, and so is what was known of its buyer."""

    id = serializers.CharField()
    point = serializers.ChoiceField(Point.values)
    email = serializers.CharField(allow_blank=True)
    ship_to = OrderAddressOutput(allow_null=True)
    bill_to = OrderAddressOutput(allow_null=True)
    way = serializers.CharField()
    ways = WayOutput(many=True)
    cart = CartOutput(allow_null=True)
    total = MoneyOutput()
    changed = ChangedOutput(many=True)
    settled = serializers.CharField(
        allow_blank=True,
        help_text=f"What is known of the money: {', '.join(Settled.values)}, or nothing yet.",
    )
    instructions = serializers.DictField(child=serializers.CharField())
    action = serializers.DictField(child=serializers.CharField(), allow_null=True)
    order = OrderedOutput(allow_null=True)


def contact_of(data: Mapping[str, Any]) -> Contact:
    """Who buys, as a body says it."""
    billing = address_of(data["bill_to"]) if "bill_to" in data else None
    return Contact(data["email"], address_of(data["ship_to"]), billing)


def address_of(data: Mapping[str, str]) -> Address:
    """An address, as a body says it."""
    return Address(**{"city": "", **data})


def body_of(review: Review, action: NeedsAction | None = None) -> Body:
    """A checkout as one nested answer, without the key to its order: that stands in no table."""
    checkout, now = review.checkout, review.now
    contact = None if checkout.point == Point.ORDERED else getattr(checkout, "contact", None)
    return {
        "id": checkout.public_id,
        "point": checkout.point,
        "email": contact.email if contact else "",
        "ship_to": contact.ship_to if contact else None,
        "bill_to": contact.bill_to if contact else None,
        "way": checkout.way,
        "ways": [{"code": way.code, "name": way.name} for way in ways()],
        "cart": cart_body(now) if now else None,
        "total": Money(now.priced.gross, now.priced.currency) if now else checkout.total,
        "changed": [
            {"code": wrong.code, "about": wrong.field, "says": wrong.detail} for wrong in review.changed
        ],
        "settled": checkout.settled,
        "instructions": dict(checkout.instructions),
        "action": dict(action.action) if action else None,
        "order": ordered(checkout),
    }


GUEST = "guest"


def ordered(checkout: Checkout) -> Body | None:
    """The order, and in place of its key, whether its buyer needs one."""
    order = checkout.order
    if order is None:
        return None
    contact = getattr(order, "contact", None)
    is_guest = contact is not None and contact.customer_id is None
    return {"id": order.public_id, "number": order.label, "key": GUEST if is_guest else ""}


def with_key(body: Any) -> Any:
    """An answer with the key to a guest's order."""
    order = body["order"]
    if not order or order["key"] != GUEST:
        return body
    return {**body, "order": {**order, "key": key_of(Order(public_id=order["id"]))}}
