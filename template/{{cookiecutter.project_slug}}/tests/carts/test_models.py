"""What is always true of a cart, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError

from shop.carts.models import Cart
from tests.builders import a_user
from tests.carts.builders import a_cart, sold
from tests.pricing.builders import a_region

pytestmark = pytest.mark.django_db


def test_a_key_cannot_be_guessed() -> None:
    tokens = {a_cart().token for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {24}


def test_a_variant_stands_in_a_cart_once() -> None:
    cart = a_cart(MUG=1)

    with pytest.raises(IntegrityError, match="cart_names_a_variant_once"):
        cart.lines.create(variant=sold("MUG"))


@pytest.mark.parametrize("quantity", [0, 100])
def test_a_quantity_has_a_floor_and_a_ceiling(quantity: int) -> None:
    with pytest.raises(IntegrityError, match="cart_line_quantity_in_bounds"):
        a_cart(MUG=quantity)


def test_a_customer_has_one_cart() -> None:
    customer = a_user()
    Cart.objects.filter(pk=a_cart().pk).update(user=customer)

    with pytest.raises(IntegrityError, match="cart_one_for_each_customer"):
        Cart.objects.filter(pk=a_cart().pk).update(user=customer)


@pytest.mark.parametrize("fields", [{"seen_amount": 1}, {"seen_currency": "EUR"}, {"seen_amount": -1}])
def test_a_price_that_was_seen_has_a_currency(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="cart_line_seen_price_complete"):
        a_cart(MUG=1).lines.update(**fields)


def test_a_country_comes_with_its_region() -> None:
    with pytest.raises(IntegrityError, match="cart_country_has_a_region"):
        Cart.objects.filter(pk=a_cart().pk).update(country="", region=a_region("AT"))


def test_a_stranger_cannot_fill_the_table_with_codes() -> None:
    with pytest.raises(IntegrityError, match="cart_not_too_many_coupons"):
        Cart.objects.filter(pk=a_cart().pk).update(coupons=["A", "B", "C", "D", "E", "F"])
