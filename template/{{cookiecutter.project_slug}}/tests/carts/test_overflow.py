"""What does not fit when two carts become one is told, and told until its shopper has taken note."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from shop.accounts.models import User
from shop.carts.changes import Change, Kind
from shop.carts.models import MOST_LINES, Cart
from shop.carts.overflow import beyond, fitting, overflow_of
from shop.carts.selectors import cart_by_token
from shop.carts.services.merging import take_cart
from shop.carts.services.overflow import overflow_seen
from tests.builders import a_user
from tests.carts.builders import a_cart, contents

HOLDS = "A cart holds 100 things, and 99 of each."


@given(st.dictionaries(st.integers(1, 200), st.integers(1, 198), max_size=150))
def test_what_fits_and_what_does_not_are_what_was_wanted(wanted: dict[int, int]) -> None:
    held, over = fitting(wanted), beyond(wanted)

    assert {pk: held.get(pk, 0) + over.get(pk, 0) for pk in wanted} == wanted
    assert len(held) <= 100
    assert max(held.values(), default=0) <= 99


def owned(customer: User, cart: Cart) -> Cart:
    """The cart of a customer."""
    Cart.objects.filter(pk=cart.pk).update(user=customer)
    return cart


@pytest.mark.django_db
def test_more_than_a_line_holds_is_told_until_it_was_seen() -> None:
    customer = a_user()
    owned(customer, a_cart(MUG=90, PLATE=1))

    cart = take_cart(user=customer, token=a_cart(MUG=40, PLATE=1).token)

    assert contents(cart) == {"MUG": 99, "PLATE": 2}
    told = [Change(Kind.OVERFLOW, "MUG", f"31 x Mug did not fit into one cart. {HOLDS}")]
    assert overflow_of(cart_by_token(cart.token)) == told
    overflow_seen(cart=cart)
    assert overflow_of(cart_by_token(cart.token)) == []


@pytest.mark.django_db
def test_codes_that_do_not_fit_are_told() -> None:
    customer = a_user()
    brought, own = a_cart(MUG=1), owned(customer, a_cart(MUG=1))
    Cart.objects.filter(pk=own.pk).update(coupons=["A", "B", "C", "D"])
    Cart.objects.filter(pk=brought.pk).update(coupons=["D", "E", "F"])

    cart = take_cart(user=customer, token=brought.token)

    assert cart.coupons == ["A", "B", "C", "D", "E"]
    assert [change.says for change in overflow_of(cart)] == [
        "The code F did not fit into one cart. A cart holds 5."
    ]


@pytest.mark.django_db
def test_where_all_fits_nothing_is_told_and_nothing_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    customer = a_user()
    owned(customer, a_cart(MUG=1))

    cart = take_cart(user=customer, token=a_cart(MUG=1).token)

    assert overflow_of(cart) == []
    with django_assert_num_queries(0):
        overflow_seen(cart=cart)


@pytest.mark.django_db
def test_a_stranger_cannot_fill_the_disk_with_it() -> None:
    cart = a_cart()
    cart.overflow = [{"about": "MUG", "says": "x"}] * (MOST_LINES + 1)

    with transaction.atomic(), pytest.raises(IntegrityError, match="cart_not_too_much_overflow"):
        cart.save()
