"""The demonstration shop's promotions: offered once, and for what they say."""

from typing import Any

import pytest

from shop.catalog.models import Category
from shop.catalog.seed import seed_categories
from shop.promotions import seed
from shop.promotions.models import Coupon, Promotion
from shop.promotions.selectors import benefit_of, offers_for
from shop.promotions.services.promotions import end_promotion
from tests.promotions.builders import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelves() -> None:
    """The shelves of Kiln and Cloth."""
    seed_categories()


def test_they_are_offered_to_everybody_or_to_who_knows_a_code() -> None:
    assert seed.seed() == "6 promotions"

    assert [offer.slug for offer in offers_for([], NOON)] == [
        "trade",
        "cold-feet",
        "fourth-cup",
        "parcel-on-us",
    ]
    codes = Coupon.objects.values_list("code", "max_uses", "max_per_customer")
    assert list(codes) == [("HELLO", None, 1), ("KILN-DAY", 50, 1)]


def test_what_is_for_a_shelf_is_for_no_other() -> None:
    seed.seed()

    cups = Promotion.objects.get(slug="fourth-cup")
    assert [category.slug for category in cups.categories.all()] == ["cups-and-mugs"]


AMOUNTS = [
    ("EUR", 800),
    # {% if asks_in("JPY") %}
    ("JPY", 1300),
    # {% endif %}
    # {% if asks_in("KWD") %}
    ("KWD", 2750),
    # {% endif %}
]


@pytest.mark.parametrize(("currency", "amount"), AMOUNTS)
def test_amounts_are_those_of_the_shops_currency(settings: Any, currency: str, amount: int) -> None:
    settings.SHOP_CURRENCY = currency

    seed.seed()

    promotion = Promotion.objects.get(slug="pleased-to-meet-you")
    assert (promotion.currency, vars(benefit_of(promotion))) == (currency, {"amount": amount})


def test_what_is_for_a_shelf_that_is_gone_is_left_out() -> None:
    Category.objects.filter(slug="cups-and-mugs").delete()

    seed.seed()

    assert not Promotion.objects.filter(slug="fourth-cup").exists()


def test_a_second_time_there_is_nothing_to_do_and_what_was_ended_stays_ended() -> None:
    seed.seed()
    end_promotion(promotion=Promotion.objects.get(slug="trade"))

    seed.seed()

    assert Promotion.objects.count() == 6
    assert not Promotion.objects.get(slug="trade").is_active
