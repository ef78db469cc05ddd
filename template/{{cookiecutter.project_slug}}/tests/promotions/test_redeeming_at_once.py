"""One use is left, and fifty people want it at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from shop.core.errors import ShopError
from shop.promotions.errors import CouponUsedUp
from shop.promotions.models import Coupon, Redemption
from shop.promotions.services import redeeming
from shop.promotions.services.redeeming import redeem_coupon
from tests.promotions.builders import a_coupon

pytestmark = pytest.mark.django_db(transaction=True)

TAKERS = 50


def at_once(redeem: Callable[[int], object]) -> Counter[str]:
    """Let all takers redeem at the same time, each on a connection of their own; counts the outcomes."""
    begin = Barrier(TAKERS)

    def outcome(taker: int) -> str:
        try:
            connection.ensure_connection()
            begin.wait(timeout=30)
            redeem(taker)
        except ShopError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "redeemed"

    with ThreadPoolExecutor(TAKERS) as people:
        return Counter(people.map(outcome, range(TAKERS)))


def take(taker: int) -> None:
    """Redeem for an order of one's own."""
    redeem_coupon(code="SPRING", customer=f"person-{taker}", reference=f"order-{taker}")


def test_of_fifty_takers_of_the_last_use_one_gets_it() -> None:
    a_coupon(max_uses=1)

    assert at_once(take) == {"redeemed": 1, "coupon-used-up": TAKERS - 1}
    assert (Coupon.objects.get().used, Redemption.objects.count()) == (1, 1)


def test_without_the_guard_more_than_one_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    a_coupon(max_uses=1)
    meeting = Barrier(TAKERS)

    def look_and_then_write(coupon: Coupon) -> None:
        used = Coupon.objects.get(pk=coupon.pk).used
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=5)
        if used >= 1:
            raise CouponUsedUp(found="none left.", do="go on without.")
        Coupon.objects.filter(pk=coupon.pk).update(used=used + 1)

    monkeypatch.setattr(redeeming, "take_one", look_and_then_write)

    outcomes = at_once(take)

    assert outcomes["redeemed"] > 1
    assert (Coupon.objects.get().used, Redemption.objects.count()) == (1, outcomes["redeemed"])


def test_one_customer_in_fifty_windows_redeems_once() -> None:
    a_coupon(max_uses=TAKERS, max_per_customer=1)

    def same_customer(window: int) -> None:
        redeem_coupon(code="SPRING", customer="ada", reference=f"order-{window}")

    assert at_once(same_customer) == {"redeemed": 1, "coupon-used-by-customer": TAKERS - 1}
    assert (Coupon.objects.get().used, Redemption.objects.count()) == (1, 1)


def test_one_order_that_is_asked_for_fifty_times_redeems_once() -> None:
    a_coupon(max_uses=TAKERS)

    outcomes = at_once(lambda _: redeem_coupon(code="SPRING", customer="ada", reference="order-1"))

    assert outcomes == {"redeemed": TAKERS}
    assert (Coupon.objects.get().used, Redemption.objects.count()) == (1, 1)
