"""Somebody tries stolen cards: a few attempts, and then a pause. Nobody's money is forgotten over it."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentDeclined, PaymentUnknown
from shop.checkout.models import Checkout
from shop.checkout.services.finalising import change_checkout
from shop.checkout.services.paying import request_of
from shop.checkout.ways import Declined
from tests.card_payments.builders import at_the_bank, begun, charges, complete
from tests.card_payments.conftest import cards, stripe  # noqa: F401 - fixtures
from tests.checkout.bank import open_bank
from tests.checkout.builders import now
from tests.conftest import FrozenClock
from tests.orders.builders import a_contact
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db

POOR = "visa_chargeDeclinedInsufficientFunds"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def wary(cards: Cards) -> Iterator[Cards]:  # noqa: F811
    """A shop that takes cards by the class that this exercise asks for."""
    with open_bank(import_module("shop.card_payments.wary").WaryCards()) as way:
        yield way


def tried(count: int) -> Checkout:
    """A checkout for which some cards were tried, and were declined."""
    checkout = begun()
    for _ in range(count):
        with pytest.raises(PaymentDeclined, match="not enough money"):
            complete(now(checkout), POOR)
    return now(checkout)


def test_the_sixth_card_is_not_tried(wary: Cards, stripe: RunningSandbox) -> None:  # noqa: F811
    checkout = tried(5)
    before = stripe.asked()

    with pytest.raises(PaymentDeclined, match="hour"):
        complete(checkout, "visa")

    assert (stripe.asked(), Attempt.objects.count()) == (before, 5)


def test_the_fifth_is_and_so_is_any_in_another_checkout(
    wary: Cards,
    stripe: RunningSandbox,  # noqa: F811
) -> None:
    tried(5)
    checkout = tried(4)

    assert complete(checkout, "visa").checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_who_is_at_the_bank_with_the_fifth_comes_back_and_has_an_order(
    wary: Cards,
    stripe: RunningSandbox,  # noqa: F811
) -> None:
    checkout = tried(4)
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=True)

    assert complete(checkout).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_money_of_which_nobody_heard_is_found(wary: Cards, stripe: RunningSandbox) -> None:  # noqa: F811
    checkout = tried(4)
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "path": "/v1/payment_intents/", "times": "2"})
    with pytest.raises(PaymentUnknown):
        complete(checkout, "visa")

    assert complete(checkout, "visa").checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_after_an_hour_one_may_try_again(wary: Cards, frozen_clock: FrozenClock) -> None:
    checkout = tried(5)

    frozen_clock.move(59 * MINUTE)
    with pytest.raises(PaymentDeclined, match="hour"):
        complete(checkout, "visa")
    frozen_clock.move(2 * MINUTE)

    assert complete(now(checkout), "visa").checkout.order


def test_another_way_to_pay_is_open_all_the_time(wary: Cards) -> None:
    checkout = tried(5)

    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")

    assert complete(now(checkout)).checkout.order


def test_to_say_no_costs_one_statement(
    wary: Cards, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = request_of(tried(5))

    with django_assert_num_queries(1):
        assert isinstance(wary.pay(request), Declined)
