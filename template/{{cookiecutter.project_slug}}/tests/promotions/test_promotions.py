"""Promotions and coupons as they are kept, and as they are found again."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from shop.promotions.benefits import AmountOff, Benefit, BuyGet, FixedPrice, FreeShipping, Percent
from shop.promotions.errors import CouponTaken, NobodyCanAsk, PromotionTaken, WrongPromotion
from shop.promotions.models import Promotion
from shop.promotions.offers import Conditions
from shop.promotions.selectors import offers_for
from shop.promotions.services.promotions import (
    Rank,
    activate_promotion,
    add_coupon,
    create_promotion,
    end_promotion,
)
from tests.builders import a_category, a_product
from tests.promotions.builders import NOON, a_coupon, a_promotion

pytestmark = pytest.mark.django_db

TEN = Percent(Decimal(10))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "benefit",
    [TEN, AmountOff(500), FixedPrice(1000), BuyGet(3, 1), BuyGet(1, 1, Decimal(50)), FreeShipping()],
)
def test_what_is_kept_is_found_again(benefit: Benefit) -> None:
    conditions = Conditions(
        minimum_amount=4000,
        minimum_quantity=2,
        products=frozenset({a_product().pk}),
        categories=frozenset({a_category().pk}),
        groups=frozenset({"trade", "press"}),
        first_order=True,
        currency="EUR",
        begins=NOON,
        ends=NOON + DAY,
    )
    told: dict[str, Any] = {"slug": "spring", "name": "Spring", "conditions": conditions}
    promotion = a_promotion(benefit, rank=Rank(7, exclusive=True), **told)

    (offer,) = offers_for([], NOON)

    assert (offer.benefit, offer.conditions) == (benefit, conditions)
    assert (offer.slug, offer.name, offer.priority, offer.exclusive) == ("spring", "Spring", 7, True)
    assert (offer.code, offer.label, str(promotion)) == ("", "Spring", "Spring")


def test_nobody_has_a_promotion_before_it_is_activated_or_after_it_is_ended() -> None:
    promotion = create_promotion(slug="spring", name="Spring", benefit=TEN)
    assert offers_for([], NOON) == []

    activate_promotion(promotion=promotion)
    assert [offer.slug for offer in offers_for([], NOON)] == ["spring"]

    end_promotion(promotion=promotion)
    assert offers_for([], NOON) == []


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ({"begins": NOON}, 1),
        ({"begins": NOON + DAY}, 0),
        ({"ends": NOON}, 0),
        ({"begins": NOON - DAY, "ends": NOON + DAY}, 1),
    ],
)
def test_what_holds_for_everybody_is_found_within_its_period(period: dict[str, Any], found: int) -> None:
    a_promotion(conditions=Conditions(**period))

    assert len(offers_for([], NOON)) == found


def test_a_code_is_found_however_it_was_typed_and_only_by_who_types_it() -> None:
    a_coupon("SPRING")
    a_coupon("MARCH")

    assert [offer.code for offer in offers_for([" spring "], NOON)] == ["SPRING"]
    assert offers_for([], NOON) == []


def test_a_code_is_found_after_its_period_so_that_somebody_can_be_told() -> None:
    a_coupon("SPRING", promotion={"conditions": Conditions(ends=NOON)})

    assert [offer.code for offer in offers_for(["SPRING"], NOON)] == ["SPRING"]


def test_a_code_that_is_used_up_says_so() -> None:
    coupon = a_coupon("SPRING", max_uses=1)
    coupon.used = 1
    coupon.save()

    assert [offer.used_up for offer in offers_for(["SPRING"], NOON)] == [True]


@pytest.mark.parametrize("many", [1, 10, 100])
def test_a_hundred_codes_cost_as_much_as_one(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_promotion()
    a_coupon("SPRING", promotion={"conditions": Conditions(products=frozenset({a_product().pk}))})

    with django_assert_num_queries(4):
        offers = offers_for(["SPRING", *(f"CODE-{n}" for n in range(many))], NOON)

    assert len(offers) == 2


def test_a_promotion_that_needs_a_code_begins_when_it_has_one() -> None:
    promotion = create_promotion(slug="spring", name="Spring", benefit=TEN, needs_code=True)

    with pytest.raises(NobodyCanAsk, match="`Spring` without coupons"):
        activate_promotion(promotion=promotion)

    add_coupon(promotion=promotion, code="spring")
    assert activate_promotion(promotion=promotion).is_active


def test_one_word_means_one_promotion() -> None:
    a_promotion(slug="spring")

    with pytest.raises(PromotionTaken, match="`spring`"):
        a_promotion(slug="spring")


def test_a_code_belongs_to_one_promotion_for_ever() -> None:
    end_promotion(promotion=a_coupon("SPRING").promotion)

    with pytest.raises(CouponTaken, match="`SPRING`"):
        a_coupon("spring")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"benefit": AmountOff(500)}, "amounts without a currency"),
        ({"conditions": Conditions(minimum_amount=1)}, "amounts without a currency"),
        ({"benefit": AmountOff(-1), "conditions": Conditions(currency="EUR")}, "-1 off"),
        ({"benefit": BuyGet(0, 1)}, r"0 \+ 1"),
        ({"conditions": Conditions(begins=NOON, ends=NOON)}, "let it end later"),
    ],
)
def test_a_promotion_that_makes_no_sense_is_refused(told: dict[str, Any], reason: str) -> None:
    with pytest.raises(WrongPromotion, match=reason):
        a_promotion(**told)

    assert not Promotion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"percent": None}, "promotion_benefit_complete"),
        ({"amount": 1, "currency": "EUR"}, "promotion_benefit_complete"),
        ({"kind": "everything"}, "promotion_benefit_complete"),
        ({"percent": 101}, "promotion_percent_is_a_percentage"),
        ({"name": ""}, "promotion_has_a_name"),
    ],
)
def test_the_database_keeps_no_half_promotions(changes: dict[str, Any], rule: str) -> None:
    promotion = a_promotion()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Promotion.objects.filter(pk=promotion.pk).update(**changes)
