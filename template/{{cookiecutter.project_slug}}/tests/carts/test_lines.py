"""What can be done with a cart, and what is refused."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from shop.carts.errors import CartNotFound, NotForSale, NotInCart, StaleCart, TooMany
from shop.carts.models import MOST_LINES, Cart
from shop.carts.services.coupons import add_coupon, remove_coupon
from shop.carts.services.keeping import expire_carts, open_cart, send_to
from shop.carts.services.lines import add_line, clear_cart, remove_line, set_quantity
from shop.catalog.models import Product, Variant
from shop.core.money import Money
from shop.pricing.errors import RegionNotFound
from tests.builders import a_user
from tests.carts.builders import a_cart, contents, sold
from tests.pricing.builders import a_region
from tests.rivals import Rival

pytestmark = pytest.mark.django_db


def test_what_is_added_twice_stands_there_once() -> None:
    cart = a_cart(MUG=2)

    add_line(token=cart.token, sku="MUG", quantity=3)

    assert contents(cart) == {"MUG": 5}


def test_a_line_remembers_the_price_that_was_shown() -> None:
    cart = a_cart()
    sold("MUG")

    add_line(token=cart.token, sku="MUG", seen=Money(2400, "EUR"))

    assert cart.lines.get().seen == Money(2400, "EUR")


@pytest.mark.parametrize("there", [True, False])
def test_adding_costs_four_statements_and_a_transaction(
    there: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart = a_cart(**({"MUG": 1} if there else {}))
    sold("MUG")

    with django_assert_num_queries(4 + 2):  # and the savepoint, which is BEGIN and COMMIT outside of tests
        add_line(token=cart.token, sku="MUG")


@pytest.mark.parametrize("unsold", ["variant", "product", "unknown"])
def test_what_is_not_sold_does_not_go_into_a_cart(unsold: str) -> None:
    cart, mug = a_cart(), sold("MUG")
    if unsold == "variant":
        Variant.objects.update(is_active=False)
    if unsold == "product":
        Product.objects.update(status="draft", published_at=None)

    with pytest.raises(NotForSale):
        add_line(token=cart.token, sku="NONE" if unsold == "unknown" else mug.sku)
    assert contents(cart) == {}


@pytest.mark.parametrize("quantity", [98, 0, -1])
def test_a_line_has_a_ceiling_and_a_floor(quantity: int) -> None:
    cart = a_cart(MUG=2)

    with pytest.raises(TooMany):
        add_line(token=cart.token, sku="MUG", quantity=quantity if quantity > 0 else quantity - 2)
    assert contents(cart) == {"MUG": 2}


def test_a_cart_has_a_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.carts.services.lines.MOST_LINES", 1)
    cart = a_cart(MUG=1)
    sold("PLATE")

    with pytest.raises(TooMany):
        add_line(token=cart.token, sku="PLATE")
    assert MOST_LINES == 100


def test_a_quantity_is_set_and_none_takes_the_line_out() -> None:
    cart = a_cart(MUG=2, PLATE=1, BOWL=1)

    set_quantity(token=cart.token, sku="MUG", quantity=7)
    set_quantity(token=cart.token, sku="PLATE", quantity=0)
    remove_line(token=cart.token, sku="BOWL")

    assert contents(cart) == {"MUG": 7}


def test_what_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(NotInCart):
        set_quantity(token=a_cart().token, sku="MUG", quantity=1)


def test_a_cart_is_cleared_with_its_codes() -> None:
    cart = a_cart(MUG=2)
    add_coupon(token=cart.token, code="spring")

    assert clear_cart(token=cart.token).coupons == []
    assert contents(cart) == {}


def test_a_code_counts_once_however_it_is_typed() -> None:
    cart = a_cart()

    add_coupon(token=cart.token, code="spring")
    assert add_coupon(token=cart.token, code=" Spring ").coupons == ["SPRING"]
    assert remove_coupon(token=cart.token, code="spring").coupons == []
    with pytest.raises(NotInCart):
        remove_coupon(token=cart.token, code="spring")


def test_there_are_five_codes_at_most() -> None:
    cart = a_cart()
    for code in "ABCDE":
        add_coupon(token=cart.token, code=code)

    with pytest.raises(TooMany):
        add_coupon(token=cart.token, code="F")


def test_every_change_counts() -> None:
    cart = a_cart(MUG=1)

    assert set_quantity(token=cart.token, sku="MUG", quantity=2).version == 2
    assert add_line(token=cart.token, sku="MUG").version == 3


def test_who_has_read_an_old_version_is_refused() -> None:
    cart = a_cart(MUG=1)
    add_line(token=cart.token, sku="MUG", version=1)

    with pytest.raises(StaleCart):
        add_line(token=cart.token, sku="MUG", version=1)
    assert contents(cart) == {"MUG": 2}


def test_the_country_decides_the_region() -> None:
    austria = a_region("AT")

    assert open_cart(country="AT").region == austria
    assert send_to(token=a_cart().token, country="AT").region == austria
    with pytest.raises(RegionNotFound):
        send_to(token=a_cart().token, country="XX")


def test_a_cart_is_kept_for_another_while_with_every_change(frozen_clock: Any, settings: Any) -> None:
    settings.SHOP_CART_DAYS = 10
    cart = open_cart(user=a_user())
    frozen_clock.move(timedelta(days=9))

    clear_cart(token=cart.token)

    cart.refresh_from_db()
    assert cart.expires_at == frozen_clock.moment + timedelta(days=10)


def test_carts_whose_time_is_over_are_gone(frozen_clock: Any) -> None:
    old = a_cart(MUG=1)
    frozen_clock.move(timedelta(days=1))
    young = a_cart(MUG=1)

    with pytest.raises(CartNotFound):
        add_line(token=old.token, sku="MUG")
    assert expire_carts() == 1
    assert list(Cart.objects.all()) == [young]
    assert expire_carts() == 0


def test_the_nights_work_says_how_many_have_gone(frozen_clock: Any) -> None:
    a_cart(MUG=1)
    frozen_clock.move(timedelta(days=2))
    out = StringIO()

    call_command("expire_carts", stdout=out)

    assert out.getvalue() == "1 carts expired.\n"


@pytest.mark.django_db(transaction=True)
def test_two_windows_add_one_after_the_other() -> None:
    cart = a_cart(MUG=1)
    rival = Rival(lambda: add_line(token=cart.token, sku="MUG"))

    with transaction.atomic():
        add_line(token=cart.token, sku="MUG")
        rival.begin()

    assert rival.end() == "done"
    assert contents(cart) == {"MUG": 3}


def test_a_code_that_is_longer_in_capitals_is_kept_as_far_as_there_is_room() -> None:
    cart = add_coupon(token=a_cart().token, code="ß" * 40)

    assert cart.coupons == ["S" * 40]
