"""Somebody fills a cart, signs in, and has one already."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.accounts.models import User
from shop.carts.merging import Merging, merged
from shop.carts.models import Cart
from shop.carts.services.coupons import add_coupon
from shop.carts.services.merging import take_cart
from tests.builders import a_user
from tests.carts.builders import a_cart, contents

QUANTITIES = st.dictionaries(st.integers(1, 5), st.integers(1, 99), max_size=5)


@given(QUANTITIES, QUANTITIES, st.sampled_from(Merging))
def test_nothing_appears_and_no_line_is_too_long(
    theirs: dict[int, int], brought: dict[int, int], strategy: Merging
) -> None:
    both = merged(theirs, brought, strategy, 99)

    assert both.keys() <= theirs.keys() | brought.keys()
    assert both.keys() >= theirs.keys()
    assert all(min(theirs.get(one, 1), 1) <= quantity <= 99 for one, quantity in both.items())
    assert all(quantity >= theirs.get(one, 0) for one, quantity in both.items())
    assert list(both)[: len(theirs)] == list(theirs)


@given(QUANTITIES, QUANTITIES)
def test_adding_up_loses_nothing_below_the_ceiling(theirs: dict[int, int], brought: dict[int, int]) -> None:
    both = merged(theirs, brought, Merging.SUM, 198)

    assert sum(both.values()) == sum(theirs.values()) + sum(brought.values())


@given(QUANTITIES, QUANTITIES, st.sampled_from([Merging.SUM, Merging.MAX]))
def test_which_of_two_carts_was_there_first_changes_no_quantity(
    theirs: dict[int, int], brought: dict[int, int], strategy: Merging
) -> None:
    assert merged(theirs, brought, strategy, 99) == merged(brought, theirs, strategy, 99)


@given(QUANTITIES, st.sampled_from(Merging))
def test_an_empty_cart_changes_nothing(theirs: dict[int, int], strategy: Merging) -> None:
    assert merged(theirs, {}, strategy, 99) == merged({}, theirs, strategy, 99) == theirs


@given(QUANTITIES, QUANTITIES, st.sampled_from([Merging.MAX, Merging.KEEP]))
def test_a_second_time_changes_nothing(
    theirs: dict[int, int], brought: dict[int, int], strategy: Merging
) -> None:
    once = merged(theirs, brought, strategy, 99)

    assert merged(once, brought, strategy, 99) == once


@pytest.fixture
def customer() -> User:
    """Somebody with a cart: two mugs."""
    customer = a_user()
    Cart.objects.filter(pk=a_cart(MUG=2).pk).update(user=customer)
    return customer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("strategy", "both"),
    [
        (Merging.SUM, {"MUG": 5, "PLATE": 1}),
        (Merging.MAX, {"MUG": 3, "PLATE": 1}),
        (Merging.KEEP, {"MUG": 2}),
    ],
)
def test_the_shop_has_chosen_what_becomes_of_two_carts(
    customer: User, settings: Any, strategy: Merging, both: dict[str, int]
) -> None:
    settings.SHOP_CART_MERGING = strategy
    brought = a_cart(MUG=3, PLATE=1)

    cart = take_cart(user=customer, token=brought.token)

    assert contents(cart) == both
    assert take_cart(user=customer, token=brought.token) == cart
    assert contents(cart) == both
    assert Cart.objects.count() == 1


@pytest.mark.django_db
def test_codes_come_along_once(customer: User) -> None:
    brought = a_cart(MUG=1)
    add_coupon(token=brought.token, code="A")
    add_coupon(token=take_cart(user=customer).token, code="A")

    assert take_cart(user=customer, token=brought.token).coupons == ["A"]


@pytest.mark.django_db
def test_who_has_no_cart_keeps_the_one_they_bring() -> None:
    brought, newcomer = a_cart(MUG=1), a_user()

    cart = take_cart(user=newcomer, token=brought.token)

    assert cart == brought
    assert (cart.user, contents(cart)) == (newcomer, {"MUG": 1})


@pytest.mark.django_db
def test_who_has_none_at_all_gets_an_empty_one() -> None:
    newcomer = a_user()

    assert contents(take_cart(user=newcomer, token="crt_none")) == {}
    assert take_cart(user=newcomer).user == newcomer


@pytest.mark.django_db
def test_another_customers_cart_is_not_taken(customer: User) -> None:
    theirs = take_cart(user=customer)
    stranger = a_user()

    assert contents(take_cart(user=stranger, token=theirs.token)) == {}
    assert contents(theirs) == {"MUG": 2}


@pytest.mark.django_db
def test_a_cart_that_has_expired_brings_nothing_back(customer: User, frozen_clock: Any) -> None:
    Cart.objects.update(expires_at=frozen_clock.moment)
    brought = a_cart(PLATE=1)

    assert contents(take_cart(user=customer, token=brought.token)) == {"PLATE": 1}
