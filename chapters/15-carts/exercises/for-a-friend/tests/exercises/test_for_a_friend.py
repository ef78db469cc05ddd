"""A link to a cart gives a copy, so that a helpful aunt cannot empty it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.carts.models import Cart
from shop.carts.services.copying import copy_cart
from shop.catalog.models import Variant
from shop.core.money import Money
from shop.carts.services.lines import add_line
from tests.builders import a_user
from tests.carts.builders import a_cart, contents

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_same_things_and_another_key() -> None:
    cart = a_cart(MUG=2, PLATE=1)

    copy = copy_cart(token=cart.token)

    assert contents(copy) == {"MUG": 2, "PLATE": 1}
    assert copy.token != cart.token


def test_a_copy_is_nobodys_and_has_seen_nothing() -> None:
    cart = a_cart(MUG=1)
    add_line(token=cart.token, sku="MUG", seen=Money(2400, "EUR"))
    Cart.objects.update(user=a_user(), coupons=["SPRING"])

    copy = copy_cart(token=cart.token)

    copy.refresh_from_db()
    assert (copy.user, copy.coupons, copy.lines.get().seen) == (None, [], None)


def test_what_is_not_sold_stays_behind() -> None:
    cart = a_cart(MUG=2, PLATE=1)
    Variant.objects.filter(sku="PLATE").update(is_active=False)

    assert contents(copy_cart(token=cart.token)) == {"MUG": 2}


def test_the_first_cart_is_not_touched() -> None:
    cart = a_cart(MUG=2)

    add_line(token=copy_cart(token=cart.token).token, sku="MUG")

    cart.refresh_from_db()
    assert (contents(cart), cart.version) == ({"MUG": 2}, 1)


def test_ten_lines_cost_as_much_as_one() -> None:
    costs = []
    for cart in (a_cart(A=1), a_cart(**dict.fromkeys("BCDEFGHIJK", 1))):
        with CaptureQueriesContext(connection) as asked:
            copy_cart(token=cart.token)
        costs.append(len(asked))

    assert costs[0] == costs[1]
