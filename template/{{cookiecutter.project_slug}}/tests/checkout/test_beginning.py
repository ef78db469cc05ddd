"""A checkout is begun with a cart's key: by anybody who has it, for whoever the cart is, once."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart
from shop.checkout.errors import AddressRefused, CheckoutNotFound, PaymentOpen, UnknownWay
from shop.checkout.models import Checkout, CheckoutContact
from shop.checkout.selectors import checkout_by_cart, review_of
from shop.checkout.shown import Shown
from shop.core.money import Money
from shop.orders.addresses import Address
from shop.orders.errors import AlreadyOrdered, CannotBeOrdered, SentElsewhere
from tests.builders import a_user
from tests.carts.builders import a_cart
from tests.checkout.builders import a_checkout, seen
from tests.orders.builders import HOME, a_full_cart, a_reservation, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


def test_a_guest_begins_a_checkout_and_is_shown_what_it_comes_to() -> None:
    cart = a_full_cart(MUG=3, PLATE=1)

    checkout = a_checkout(cart)

    assert (checkout.cart, checkout.point, checkout.way) == (cart.token, "begun", "bank")
    assert seen(checkout) == Money(9600, "EUR")
    assert checkout_by_cart(cart.token).contact.told.ship_to == HOME
    assert checkout_by_cart(cart.token).contact.customer is None


def test_a_cart_has_one_checkout_and_what_is_said_last_counts() -> None:
    cart = a_full_cart()

    first = a_checkout(cart)
    second = a_checkout(cart, "bank-transfer", email="ben@example.com")

    assert first == second
    (contact,) = CheckoutContact.objects.all()
    assert (contact.email, Checkout.objects.get().way) == ("ben@example.com", "bank-transfer")


def test_it_is_for_the_customer_whose_cart_it_is_and_for_nobody_who_is_named() -> None:
    cart, ada = a_full_cart(), a_user()
    Cart.objects.filter(pk=cart.pk).update(user=ada)

    assert a_checkout(cart, customer=a_user()).contact.customer == ada
    assert a_checkout(a_full_cart(), customer=a_user()).contact.customer is None


def test_addresses_are_kept_as_the_post_reads_them() -> None:
    other = Address(name="Ben", line1="Mill 1", city="London", postcode="sw1a 1aa", country="GB")

    checkout = a_checkout(bill_to=other)

    assert checkout.contact.told.bill_to == replace(other, postcode="SW1A 1AA")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"email": "ada"}, "email"),
        ({"ship_to": replace(HOME, postcode="1")}, "ship_to.postcode"),
        ({"bill_to": replace(HOME, name="")}, "bill_to.name"),
    ],
)
def test_what_cannot_be_used_is_named(told: dict[str, object], field: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        a_checkout(**told)  # type: ignore[arg-type]

    assert [wrong.field for wrong in caught.value.errors] == [field]
    assert not Checkout.objects.exists()


def test_it_goes_where_the_cart_was_priced_for() -> None:
    vienna = Address(name="Ada", line1="Ring 1", city="Wien", postcode="1010", country="AT")

    with pytest.raises(SentElsewhere):
        a_checkout(ship_to=vienna)

    assert not Checkout.objects.exists()


def test_nothing_is_not_bought() -> None:
    with pytest.raises(CannotBeOrdered):
        a_checkout(a_cart())


def test_nobody_pays_as_nobody_can() -> None:
    with pytest.raises(UnknownWay):
        a_checkout(way="barter")


def test_a_key_of_no_cart_opens_nothing() -> None:
    cart = a_full_cart()
    with pytest.raises(CheckoutNotFound):
        checkout_by_cart(cart.token)
    Cart.objects.all().delete()

    with pytest.raises(CartNotFound):
        a_checkout(cart)


def test_an_ordered_cart_is_not_checked_out_again() -> None:
    order = an_order(MUG=1)

    with pytest.raises(AlreadyOrdered) as caught:
        a_checkout(Cart(token=order.cart))

    assert caught.value.order == order.public_id


@pytest.mark.parametrize("point", ["asked", "paid", "returning"])
def test_who_pays_one_way_does_not_choose_another_meanwhile(point: str) -> None:
    checkout = a_checkout()
    paying = {"settled": "paid", "total_amount": 1, "currency": "EUR"}
    held = a_reservation(a_full_cart(BOWL=1))
    Checkout.objects.filter(pk=checkout.pk).update(point=point, reservation=held, **paying)

    with pytest.raises(PaymentOpen):
        a_checkout(Cart.objects.get(token=checkout.cart), "bank-transfer")


def test_a_review_shows_the_cart_and_that_nothing_has_changed() -> None:
    review = review_of(checkout_by_cart(a_checkout().cart))

    assert review.now is not None
    assert Shown.of(review.now.priced).total == Money(9600, "EUR")
    assert review.changed == []


@pytest.mark.parametrize("length", [1, 10, 100])
@pytest.mark.usefixtures("nothing_packed")
def test_a_review_costs_four_queries_however_long_it_is(
    length: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    checkout = a_checkout(a_full_cart(**{f"THING-{number}": 2 for number in range(length)}))

    with django_assert_num_queries(4):
        review_of(checkout_by_cart(checkout.cart))
