"""What must be true of coupons, across rows."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Count, F, Q

from shop.core.integrity import refusing
from shop.core.invariants import Drift, invariant
from shop.promotions.errors import CouponUsedUp
from shop.promotions.models import Coupon

OPEN = Q(redemptions__returned_at__isnull=True, redemptions__isnull=False)


@invariant("coupon-uses", "A coupon has been used as often as redemptions say that were not given back.")
def uses_are_redemptions() -> Iterator[Drift]:
    """Compare each coupon's counter with its redemptions. Costs one query."""
    counted = Coupon.objects.annotate(redeemed=Count("redemptions", filter=OPEN))
    for coupon in counted.exclude(used=F("redeemed")).order_by("pk"):
        yield Drift(
            what=f"{coupon}: {coupon.used} used, and {coupon.redeemed} by its redemptions.",
            likely="somebody wrote `used` past the services, or deleted redemptions.",
            repair=f"set used to {coupon.redeemed}, as the redemptions say.",
            mend=partial(believe_the_redemptions, coupon.pk),
        )


@transaction.atomic
def believe_the_redemptions(pk: int) -> None:
    """Let a coupon have been used as often as its redemptions say.

    Raises:
        CouponUsedUp: that is more often than it may be.
    """
    # First hold the row, then count: a redemption is written in one transaction with its use.
    coupon = Coupon.objects.select_for_update().get(pk=pk)
    coupon.used = coupon.redemptions.filter(returned_at=None).count()
    too_often = CouponUsedUp(
        found=f"`{coupon}`, redeemed {coupon.used} times.",
        expected=f"{coupon.max_uses} at most.",
        do="decide with whom to speak, and give redemptions back.",
    )
    with refusing({"coupon_never_overused": too_often}):
        coupon.save(update_fields=["used"])


@invariant("coupon-customers", "Nobody has used a coupon more often than one customer may.")
def nobody_used_one_too_often() -> Iterator[Drift]:
    """Count the uses of each customer, where a coupon has a limit for one. Costs one query."""
    limited = Coupon.objects.exclude(max_per_customer=None).filter(OPEN)
    by_customer = limited.values("code", "max_per_customer", "redemptions__customer")
    counted = by_customer.annotate(times=Count("redemptions")).filter(times__gt=F("max_per_customer"))
    for one in counted.order_by("code", "redemptions__customer"):
        yield Drift(
            what=f"{one['code']}: {one['redemptions__customer']} used it {one['times']} times, and"
            f" {one['max_per_customer']} are allowed.",
            likely="somebody wrote a redemption past the services, or lowered the limit afterwards.",
            repair="none by a program: what somebody was given is not taken away. Decide, and give back.",
        )
