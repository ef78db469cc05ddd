"""Carts in the admin: who has the right looks, and nobody writes."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.carts.models import Cart
from shop.catalog.models import Variant
from tests.builders import a_colleague, a_user
from tests.carts.builders import a_cart, contents

pytestmark = pytest.mark.django_db

LIST = reverse("admin:carts_cart_changelist")


@pytest.fixture(autouse=True)
def nothing_known(settings: Any) -> None:
    """Begin with an empty memory, in a German shop."""
    cache.clear()
    settings.SHOP_COUNTRY = "DE"


@pytest.fixture
def helper(client: Client) -> Client:
    """Somebody who answers the telephone."""
    client.force_login(a_colleague("carts.view_cart", "carts.view_cartline"))
    return client


def page(cart: Cart, name: str = "change") -> str:
    """A page of a cart."""
    return reverse(f"admin:carts_cart_{name}", args=[cart.pk])


@pytest.mark.parametrize("where", ["list", "cart"])
def test_a_stranger_and_a_customer_are_asked_to_sign_in(client: Client, where: str) -> None:
    path = LIST if where == "list" else page(a_cart(MUG=1))
    assert client.get(path).status_code == 302

    client.force_login(a_user())

    assert client.get(path).status_code == 302


@pytest.mark.parametrize("where", ["list", "cart"])
def test_staff_without_the_right_are_refused(client: Client, where: str) -> None:
    path = LIST if where == "list" else page(a_cart(MUG=1))
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(path).status_code == 403


def test_who_may_look_sees_what_the_shopper_sees(helper: Client) -> None:
    cart = a_cart(MUG=2, PLATE=1)
    Variant.objects.filter(sku="PLATE").update(is_active=False)
    Cart.objects.update(coupons=["NONE"])

    said = helper.get(page(cart)).content.decode()

    for sentence in (
        "2 x €24.00 = €48.00",
        "Plate: It is no longer sold.",
        "NONE is not a code that we know.",
        "In all: €48.00.",
    ):
        assert sentence in said


def test_the_key_of_a_cart_is_not_shown(helper: Client) -> None:
    cart = a_cart(MUG=1)

    for path in (LIST, page(cart)):
        said = helper.get(path).content.decode()
        assert cart.token not in said
        assert cart.token[-5:] in said


def test_who_has_a_key_finds_its_cart(helper: Client) -> None:
    cart, customers = a_cart(MUG=1), a_cart(PLATE=1)
    Cart.objects.filter(pk=customers.pk).update(user=a_user())

    for asked, found in (
        (cart.token, cart),
        (cart.token[-5:], None),
        ("PLATE", customers),
        ("person", customers),
    ):
        result = helper.get(LIST, {"q": asked}).context["cl"].result_list
        assert list(result) == ([found] if found else [])


def test_nobody_writes(client: Client) -> None:
    cart = a_cart(MUG=1)
    client.force_login(a_user(is_staff=True, is_superuser=True))

    for name in ("change", "delete"):
        assert client.post(page(cart, name), {"version": "7", "post": "yes"}).status_code == 403
    assert client.get(reverse("admin:carts_cart_add")).status_code == 403
    assert contents(cart) == {"MUG": 1}


def test_the_list_costs_the_same_however_long(
    helper: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _ in range(count):
            cart = a_cart(MUG=1)
            Cart.objects.filter(pk=cart.pk).update(user=a_user())
        with django_assert_num_queries(10):
            helper.get(LIST)


@pytest.mark.parametrize("lines", [1, 10])
def test_a_cart_costs_the_same_however_long(
    helper: Client, lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cart = a_cart(**{f"THING-{n}": 1 for n in range(lines)})
    helper.get(page(cart))

    with django_assert_num_queries(8):
        helper.get(page(cart))
