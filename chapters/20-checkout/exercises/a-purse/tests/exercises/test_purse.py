"""A purse at the till: taken from once, given back once, and never by a payment that was given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest

from shop.catalog.models import Variant
from shop.checkout.errors import CheckoutChanged
from shop.checkout.services.finalising import finalise_checkout
from shop.checkout.services.paying import pay_checkout
from shop.checkout.services.preparing import prepare_checkout
from shop.checkout.ways import Declined, Paid, PaymentRequest, register_way
from shop.core.money import Money
from tests.checkout.builders import a_checkout, seen

ADA = "ada@example.com"
FULL = Money(10000, "EUR")
ASKED = PaymentRequest(amount=Money(9600, "EUR"), key="chk_1-1", checkout="chk_1", email=ADA)


def a_purse(amount: Money = FULL) -> Any:
    """Ada's purse, made by the class that this exercise asks for."""
    return import_module("shop.checkout.purse").Purse({ADA: amount})


def test_it_is_taken_once_however_often_it_is_asked_for() -> None:
    purse = a_purse()

    outcomes = [purse.pay(ASKED) for _ in range(3)]

    assert all(isinstance(outcome, Paid) for outcome in outcomes)
    assert purse.balances == {ADA: Money(400, "EUR")}


def test_who_has_too_little_is_told_what_there_is() -> None:
    purse = a_purse(Money(2000, "EUR"))

    for request in (ASKED, replace(ASKED, email="ben@example.com", key="chk_2-1")):
        assert isinstance(purse.pay(request), Declined)

    assert "€20.00" in purse.pay(replace(ASKED, key="chk_1-2")).reason
    assert purse.balances[ADA] == Money(2000, "EUR")


def test_it_is_given_back_once() -> None:
    purse = a_purse()
    purse.pay(ASKED)

    purse.undo(ASKED)
    purse.undo(ASKED)
    purse.undo(replace(ASKED, key="chk_9-1"))

    assert purse.balances == {ADA: FULL}


def test_what_was_given_up_is_not_taken_later() -> None:
    purse = a_purse()

    purse.undo(ASKED)
    late = purse.pay(ASKED)

    assert isinstance(late, Declined)
    assert purse.balances == {ADA: FULL}


@contextmanager
def offered(purse: Any) -> Iterator[None]:
    """Have a purse offered for the length of a test."""
    with patch.dict("shop.checkout.ways._ways"):  # what is registered ends with the test
        register_way(purse)
        yield


@pytest.mark.django_db
def test_a_checkout_that_cannot_be_ordered_any_more_gives_it_back() -> None:
    purse = a_purse()
    with offered(purse):
        begun = a_checkout(way="purse")
        paid, _ = pay_checkout(checkout=prepare_checkout(checkout=begun, seen=seen(begun)))
        assert purse.balances == {ADA: Money(400, "EUR")}
        Variant.objects.update(price_amount=2600)

        with pytest.raises(CheckoutChanged):
            finalise_checkout(checkout=paid)

    assert purse.balances == {ADA: FULL}
