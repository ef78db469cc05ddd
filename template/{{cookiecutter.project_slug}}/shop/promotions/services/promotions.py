"""Offer something, and stop offering it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shop.core.integrity import refusing
from shop.promotions.benefits import Benefit
from shop.promotions.errors import CouponTaken, NobodyCanAsk, PromotionTaken, WrongPromotion
from shop.promotions.models import LONGEST_CODE, Coupon, Promotion
from shop.promotions.offers import NONE, Conditions


@dataclass(frozen=True)
class Rank:
    """When it is its turn, and whether it stands alone."""

    priority: int = 100
    exclusive: bool = False


ORDINARY = Rank()


@transaction.atomic
def create_promotion(
    *,
    slug: str,
    name: str,
    benefit: Benefit,
    conditions: Conditions = NONE,
    rank: Rank = ORDINARY,
    needs_code: bool = False,
) -> Promotion:
    """Prepare a promotion. Nobody has it before it is activated.

    Raises:
        PromotionTaken: there is one of this slug.
        WrongPromotion: it has amounts and no currency, or ends before it begins.
    """
    promotion = Promotion(
        slug=slug,
        name=name,
        needs_code=needs_code,
        priority=rank.priority,
        is_exclusive=rank.exclusive,
        **columns_of(benefit),
        **columns_of_conditions(conditions),
    )
    promotion.clean_fields()
    with refusing(rules(promotion)):
        promotion.save()
    promotion.products.set(conditions.products)
    promotion.categories.set(conditions.categories)
    return promotion


@transaction.atomic
def activate_promotion(*, promotion: Promotion) -> Promotion:
    """Offer it, from now on or from its first moment on.

    Raises:
        NobodyCanAsk: it needs a code and has none.
    """
    if promotion.needs_code and not promotion.coupons.exists():
        raise NobodyCanAsk(found=f"`{promotion.name}` without coupons.", do="add a coupon first.")
    return switched(promotion, on=True)


def end_promotion(*, promotion: Promotion) -> Promotion:
    """Offer it no more. Its coupons stay, and nobody can redeem them."""
    return switched(promotion, on=False)


def add_coupon(
    *, promotion: Promotion, code: str, max_uses: int | None = None, max_per_customer: int | None = None
) -> Coupon:
    """Give a promotion a code.

    Args:
        code: written in capitals, however it comes.
        max_uses: how often in all; without it, as often as people like.

    Raises:
        CouponTaken: the code belongs to a promotion already, be it one of long ago.
    """
    coupon = Coupon(
        promotion=promotion, code=written(code), max_uses=max_uses, max_per_customer=max_per_customer
    )
    coupon.clean_fields(exclude=["promotion"])
    taken = CouponTaken(found=f"`{coupon.code}`.", do="choose another code.")
    with refusing({"coupon_code_unique": taken}):
        coupon.save()
    return coupon


def written(code: str) -> str:
    """A code as it is kept, however somebody typed it.

    It is cut, since capitals may need more room than small letters: of one ß they make two.
    """
    return code.strip().upper()[:LONGEST_CODE]


def switched(promotion: Promotion, *, on: bool) -> Promotion:
    """Write whether a promotion is offered."""
    promotion.is_active = on
    promotion.save(update_fields=["is_active"])
    return promotion


def columns_of(benefit: Benefit) -> dict[str, Any]:
    """A benefit as the table keeps it."""
    return {"kind": benefit.kind.value, **vars(benefit)}


def columns_of_conditions(conditions: Conditions) -> dict[str, Any]:
    """Conditions as the table keeps them; products and categories have tables of their own."""
    told = dict(vars(conditions))
    del told["products"], told["categories"]
    return told | {"groups": sorted(conditions.groups)}


def rules(promotion: Promotion) -> dict[str, PromotionTaken | WrongPromotion]:
    """What the database refuses, in words."""
    return {
        "promotion_slug_unique": PromotionTaken(found=f"`{promotion.slug}`.", do="choose another word."),
        "promotion_amounts_have_a_currency": WrongPromotion(
            found="amounts without a currency.", do="say in which currency they are."
        ),
        "promotion_ends_after_it_begins": WrongPromotion(
            found=f"a beginning at {promotion.begins} and an end at {promotion.ends}.",
            do="let it end later, or leave the end open.",
        ),
        "promotion_amounts_not_negative": WrongPromotion(
            found=f"{promotion.amount} off, from {promotion.minimum_amount}.", do="say amounts from 0 on."
        ),
        "promotion_buy_and_get_some": WrongPromotion(
            found=f"{promotion.buy} + {promotion.get}.", do="say one or more of each."
        ),
    }
