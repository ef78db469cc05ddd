"""Builders of baskets and offers. A test names what matters to it."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from shop.promotions.basket import Basket, Line
from shop.promotions.benefits import Benefit, Left, Percent
# {% if reached("promotions.promotion-model") %}
from shop.promotions.models import Coupon, Promotion
# {% endif %}
# {% if reached("promotions.offers") %}
from shop.promotions.offers import NONE, Conditions, Offer
# {% endif %}
# {% if reached("promotions.promotion-model") %}
from shop.promotions.services.promotions import activate_promotion, add_coupon, create_promotion
# {% endif %}

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

number = count(1)


def mugs(quantity: int = 1, price: int = 990, **told: Any) -> Line:
    """Some mugs, for €9.90 each."""
    made_up: dict[str, Any] = {"id": "mug", "name": "mug"}
    return Line(quantity=quantity, unit_price=price, **(made_up | told))


def plates(quantity: int = 1, price: int = 1500, **told: Any) -> Line:
    """Some plates, for €15.00 each."""
    return mugs(quantity, price, **({"id": "plate", "name": "plate"} | told))


def a_basket(*lines: Line, **told: Any) -> Basket:
    """A cart in euros at noon of the first of March 2026; one mug if no lines are told."""
    made_up: dict[str, Any] = {"currency": "EUR", "at": NOON}
    return Basket(lines=lines or (mugs(),), **(made_up | told))


def untouched(*lines: Line) -> list[Left]:
    """Lines of which all is left."""
    return [Left(line, line.amount) for line in sorted(lines, key=lambda line: line.id)]
# {% if reached("promotions.offers") %}


def an_offer(benefit: Benefit | None = None, *, slug: str = "offer", **told: Any) -> Offer:
    """Ten percent off everything, unless something else is told."""
    conditions = {name: told.pop(name) for name in vars(NONE) if name in told}
    made_up: dict[str, Any] = {"name": slug.capitalize(), "conditions": Conditions(**conditions)}
    return Offer(slug=slug, benefit=benefit or Percent(Decimal(10)), **(made_up | told))
# {% endif %}
# {% if reached("promotions.promotion-model") %}


def a_promotion(benefit: Benefit | None = None, **told: Any) -> Promotion:
    """Ten percent off for everybody, active, unless something else is told."""
    n = next(number)
    made_up: dict[str, Any] = {"slug": f"promotion-{n}", "name": f"Promotion {n}"}
    promotion = create_promotion(benefit=benefit or Percent(Decimal(10)), **(made_up | told))
    return promotion if promotion.needs_code else activate_promotion(promotion=promotion)


def a_coupon(code: str = "SPRING", **told: Any) -> Coupon:
    """A code for a promotion of its own, active, which anybody may use as often as they like."""
    promotion = a_promotion(**told.pop("promotion", {}), needs_code=True)
    coupon = add_coupon(promotion=promotion, code=code, **told)
    activate_promotion(promotion=promotion)
    return coupon
# {% endif %}
