"""What drifts between coupons and their redemptions is found, explained and repaired."""

from typing import Any

import pytest

from shop.promotions.models import Coupon, Redemption
from shop.promotions.services.redeeming import redeem_coupon, return_coupon
from tests.promotions.builders import a_coupon
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

swept = sweeper("coupon-uses", "coupon-customers")


@pytest.fixture
def coupon() -> Coupon:
    """A code for three, redeemed by two people, of whom one gave it back; beside it one that nobody used."""
    coupon = a_coupon("SPRING", max_uses=3, max_per_customer=1)
    a_coupon("UNUSED")
    redeem_coupon(code="SPRING", customer="ada", reference="order-1")
    return_coupon(redemption=redeem_coupon(code="SPRING", customer="ben", reference="order-2"))
    return coupon


def write(coupon: Coupon, **columns: Any) -> None:
    """Write past the services."""
    Coupon.objects.filter(pk=coupon.pk).update(**columns)


@pytest.mark.usefixtures("coupon")
def test_what_went_through_the_services_is_well() -> None:
    assert swept().count("holds.") == 2


def test_a_use_that_nobody_redeemed_is_found_and_forgotten(coupon: Coupon) -> None:
    write(coupon, used=3)

    assert "  SPRING: 3 used, and 1 by its redemptions.\n" in swept("--repair-plan")
    assert Coupon.objects.get(pk=coupon.pk).used == 3
    assert "Repaired: set used to 1, as the redemptions say." in swept("--repair")
    assert Coupon.objects.get(pk=coupon.pk).used == 1
    assert swept().count("holds.") == 2


def test_more_redemptions_than_a_coupon_allows_need_a_person(coupon: Coupon) -> None:
    write(coupon, max_uses=1)
    Redemption.objects.create(coupon=coupon, customer="cleo", reference="order-3")

    assert "Not repaired: " in swept("--repair")
    assert Coupon.objects.get(pk=coupon.pk).used == 1


def test_who_used_a_coupon_too_often_is_named_and_keeps_it(coupon: Coupon) -> None:
    Redemption.objects.create(coupon=coupon, customer="ada", reference="order-3")
    write(coupon, used=2)

    said = swept("--repair")

    assert "  SPRING: ada used it 2 times, and 1 are allowed.\n" in said
    assert said.endswith("1 drifted. What was not repaired needs a person.")
    assert Redemption.objects.filter(returned_at=None).count() == 2
