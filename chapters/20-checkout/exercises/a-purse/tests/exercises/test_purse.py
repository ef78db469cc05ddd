"""A purse at the till: taken from once, given back once, and never by a payment that was given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction

from shop.catalog.models import Variant
from shop.checkout.errors import CheckoutChanged
from shop.checkout.services.finalising import finalise_checkout
from shop.checkout.services.paying import pay_checkout
from shop.checkout.services.preparing import prepare_checkout
from shop.checkout.ways import Declined, Paid, PaymentRequest, register_way
from shop.core.money import Money
from tests.checkout.builders import a_checkout, seen
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

ADA = "ada@example.com"
FULL = Money(10000, "EUR")
ASKED = PaymentRequest(amount=Money(9600, "EUR"), key="chk_1-1", checkout="chk_1", email=ADA)


def a_purse(amount: Money = FULL) -> Any:
    """The way to pay that this exercise asks for; Ada has put something into her purse."""
    module = import_module("shop.checkout.purse")
    module.put_in(email=ADA, amount=amount)
    return module.FromPurse()


def left(currency: str = "EUR") -> Money:
    """What Ada has."""
    amount = import_module("shop.checkout.purse").in_purse(email=ADA, currency=currency)
    assert isinstance(amount, Money)
    return amount


def test_what_is_put_in_adds_up_in_its_currency() -> None:
    a_purse()
    a_purse(Money(500, "CHF"))

    put_in = import_module("shop.checkout.purse").put_in

    assert put_in(email=ADA, amount=Money(2000, "EUR")) == Money(12000, "EUR")
    assert (left(), left("CHF"), left("USD")) == (Money(12000, "EUR"), Money(500, "CHF"), Money(0, "USD"))


def test_it_is_taken_once_however_often_it_is_asked_for() -> None:
    purse = a_purse()

    outcomes = [purse.pay(ASKED) for _ in range(3)]

    assert all(isinstance(outcome, Paid) for outcome in outcomes)
    assert left() == Money(400, "EUR")


def test_who_has_too_little_is_told_what_there_is() -> None:
    purse = a_purse(Money(2000, "EUR"))

    for request in (ASKED, replace(ASKED, email="ben@example.com", key="chk_2-1")):
        assert isinstance(purse.pay(request), Declined)

    assert "€20.00" in purse.pay(replace(ASKED, key="chk_1-2")).reason
    assert left() == Money(2000, "EUR")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_pay_at_once_one_is_told_that_it_is_empty() -> None:
    purse = a_purse()
    said = []
    other = Rival(lambda: said.append(purse.pay(replace(ASKED, key="chk_2-1"))))

    with transaction.atomic():
        said.append(purse.pay(ASKED))
        other.begin()
    other.end()

    assert [type(outcome) for outcome in said] == [Paid, Declined]
    assert left() == Money(400, "EUR")


def test_it_is_given_back_once() -> None:
    purse = a_purse()
    purse.pay(ASKED)

    purse.undo(ASKED)
    purse.undo(ASKED)
    purse.undo(replace(ASKED, key="chk_9-1"))

    assert left() == FULL


def test_what_was_given_up_is_not_taken_later() -> None:
    purse = a_purse()

    purse.undo(ASKED)
    late = purse.pay(ASKED)

    assert isinstance(late, Declined)
    assert left() == FULL


@contextmanager
def offered(purse: Any) -> Iterator[None]:
    """Have a purse offered for the length of a test."""
    with patch.dict("shop.checkout.ways._ways"):  # what is registered ends with the test
        register_way(purse)
        yield


def test_a_checkout_that_cannot_be_ordered_any_more_gives_it_back() -> None:
    purse = a_purse()
    with offered(purse):
        begun = a_checkout(way="purse")
        paid, _ = pay_checkout(checkout=prepare_checkout(checkout=begun, seen=seen(begun)))
        assert left() == Money(400, "EUR")
        Variant.objects.update(price_amount=2600)

        with pytest.raises(CheckoutChanged):
            finalise_checkout(checkout=paid)

    assert left() == FULL
