"""A coupon is redeemed so often, by one customer so often, and for one thing once."""

from datetime import timedelta

import pytest

from shop.promotions.errors import CouponUsedByCustomer, CouponUsedUp, UnknownCoupon
from shop.promotions.models import Coupon, Redemption
from shop.promotions.offers import Conditions
from shop.promotions.services.promotions import end_promotion
from shop.promotions.services.redeeming import redeem_coupon, return_coupon
from tests.conftest import FrozenClock
from tests.promotions.builders import a_coupon

pytestmark = pytest.mark.django_db


def redeem(reference: str, customer: str = "ada@example.com") -> Redemption:
    """Redeem SPRING for an order."""
    return redeem_coupon(code="spring", customer=customer, reference=reference)


def counted() -> tuple[int, int]:
    """How many uses the coupon counts, and how many redemptions are open."""
    return Coupon.objects.get().used, Redemption.objects.filter(returned_at=None).count()


def test_a_use_is_counted_and_says_for_what_it_was() -> None:
    a_coupon(max_uses=2)

    redemption = redeem("order-1")

    assert (str(redemption), redemption.customer) == ("SPRING for order-1", "ada@example.com")
    assert counted() == (1, 1)


def test_no_more_are_redeemed_than_there_are() -> None:
    a_coupon(max_uses=2)
    redeem("order-1")
    redeem("order-2")

    with pytest.raises(CouponUsedUp, match="2 of 2 used"):
        redeem("order-3")

    assert counted() == (2, 2)


def test_without_a_limit_a_code_is_redeemed_as_often_as_people_like() -> None:
    a_coupon()

    for n in range(5):
        redeem(f"order-{n}")

    assert counted() == (5, 5)


def test_one_customer_redeems_it_so_often_and_others_still_can() -> None:
    a_coupon(max_per_customer=1)
    redeem("order-1")

    with pytest.raises(CouponUsedByCustomer, match="1 for each customer"):
        redeem("order-2")
    redeem("order-3", customer="ben@example.com")

    assert counted() == (2, 2)


def test_asked_again_for_the_same_order_it_does_no_harm() -> None:
    a_coupon(max_uses=1, max_per_customer=1)

    assert redeem("order-1") == redeem("order-1")
    assert counted() == (1, 1)


def test_a_use_is_given_back_once_and_can_be_had_again() -> None:
    a_coupon(max_uses=1, max_per_customer=1)
    redemption = redeem("order-1")

    return_coupon(redemption=redemption)
    return_coupon(redemption=redemption)
    assert counted() == (0, 0)

    redeem("order-1")
    assert counted() == (1, 1)
    assert Redemption.objects.count() == 2


def test_a_code_that_nobody_gave_out_or_that_ended_is_unknown(frozen_clock: FrozenClock) -> None:
    ends = frozen_clock.moment + timedelta(days=1)
    coupon = a_coupon(promotion={"conditions": Conditions(begins=frozen_clock.moment, ends=ends)})
    redeem("order-1")

    with pytest.raises(UnknownCoupon, match="`SUMMER`"):
        redeem_coupon(code="summer", customer="ada@example.com", reference="order-2")

    frozen_clock.move(timedelta(days=1))
    with pytest.raises(UnknownCoupon, match="`SPRING`"):
        redeem("order-2")

    frozen_clock.move(timedelta(hours=-25))
    with pytest.raises(UnknownCoupon):
        redeem("order-2")

    frozen_clock.move(timedelta(hours=1))
    end_promotion(promotion=coupon.promotion)
    with pytest.raises(UnknownCoupon):
        redeem("order-2")
