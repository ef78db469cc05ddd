"""Codes that gave something to an order: used with it, and given back with it."""

from django.utils.crypto import salted_hmac

from shop.carts.pricing import PricedCart
from shop.orders.models import Order
from shop.orders.people import Contact
from shop.promotions.models import Redemption
from shop.promotions.services.redeeming import redeem_coupon, return_coupon


def redeem(*, order: Order, priced: PricedCart, contact: Contact) -> None:
    """Use the codes that gave something. Costs what `redeem_coupon` costs, for each.

    Raises:
        UnknownCoupon, CouponUsedUp, CouponUsedByCustomer: as `redeem_coupon` says.
    """
    # In one order for everybody, so that two with the same two codes do not wait in a ring.
    for code in sorted({offer.code for offer in priced.offers if offer.code}):
        redeem_coupon(code=code, customer=known_as(contact), reference=order.public_id)


def give_back(*, order: Order) -> None:
    """Give the uses of an order's codes back. Costs one query, and what `return_coupon` costs for each."""
    for redemption in Redemption.objects.filter(reference=order.public_id, returned_at=None).order_by(
        "coupon"
    ):
        return_coupon(redemption=redemption)


def known_as(contact: Contact) -> str:
    """Whom a code's limit counts, without saying who that is: a guest's address becomes a number.

    It is made with the shop's secret. When that is changed, a guest counts as somebody new.
    """
    if contact.customer:
        return f"customer-{contact.customer.pk}"
    return (
        f"guest-{salted_hmac('shop.orders.coupons', contact.email.lower(), algorithm='sha256').hexdigest()}"
    )
