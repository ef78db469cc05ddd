"""Redeem coupons, as often as they may be, however many people try at once."""

from django.db import transaction
from django.db.models import F, Q

from shop.core import clock
from shop.promotions.errors import CouponUsedByCustomer, CouponUsedUp, UnknownCoupon
from shop.promotions.models import Coupon, Redemption
from shop.promotions.services.promotions import written


@transaction.atomic
def redeem_coupon(*, code: str, customer: str, reference: str) -> Redemption:
    """Use a coupon once, for one thing. Asked again for the same thing, it does no harm.

    Args:
        customer: however the shop knows them: an account, or a guest's address.
        reference: what it is used for, such as the number of an order.

    Raises:
        UnknownCoupon: there is no such code, or its promotion has ended.
        CouponUsedUp: it was used as often as it may be.
        CouponUsedByCustomer: it was, by this customer.
    """
    coupon = usable(written(code))
    redemption, is_new = Redemption.objects.get_or_create(
        coupon=coupon, reference=reference, returned_at=None, defaults={"customer": customer}
    )
    if is_new:
        take_one(coupon)
        refuse_once_more(coupon, customer)
    return redemption


@transaction.atomic
def return_coupon(*, redemption: Redemption) -> None:
    """Give a use back, as when an order is cancelled. A second time there is nothing to give."""
    open_still = Redemption.objects.filter(pk=redemption.pk, returned_at=None)
    if open_still.update(returned_at=clock.now()):
        Coupon.objects.filter(pk=redemption.coupon_id).update(used=F("used") - 1)


def take_one(coupon: Coupon) -> None:
    """Count one use, if there is one left: the question and the answer are one statement.

    Whoever comes second waits for the row, and is asked again when the first is done.

    Raises:
        CouponUsedUp: there is none.
    """
    left = Coupon.objects.filter(Q(max_uses=None) | Q(used__lt=F("max_uses")), pk=coupon.pk)
    if not left.update(used=F("used") + 1):
        raise CouponUsedUp(
            found=f"`{coupon.code}`, {coupon.max_uses} of {coupon.max_uses} used.", do="go on without."
        )


def refuse_once_more(coupon: Coupon, customer: str) -> None:
    """Raise CouponUsedByCustomer if a customer would have used a coupon too often.

    Only after `take_one`, which holds the coupon's row: until this transaction ends, nobody else counts.
    """
    if coupon.max_per_customer is None:
        return
    used = Redemption.objects.filter(coupon=coupon, customer=customer, returned_at=None).count()
    if used > coupon.max_per_customer:
        raise CouponUsedByCustomer(
            found=f"`{coupon.code}`, {coupon.max_per_customer} for each customer.", do="go on without."
        )


def usable(code: str) -> Coupon:
    """The coupon of a promotion that is offered now.

    Raises:
        UnknownCoupon: there is none.
    """
    at = clock.now()
    running = (Q(promotion__begins=None) | Q(promotion__begins__lte=at)) & (
        Q(promotion__ends=None) | Q(promotion__ends__gt=at)
    )
    coupon = Coupon.objects.filter(running, code=code, promotion__is_active=True).first()
    if coupon is None:
        raise UnknownCoupon(found=f"`{code}`.", do="compare it with what you were given, or go on without.")
    return coupon
