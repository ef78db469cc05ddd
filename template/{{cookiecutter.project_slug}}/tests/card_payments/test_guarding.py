"""A checkout tries a few cards and then pauses. Whoever has begun to pay goes on, and nobody else notices."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentDeclined, PaymentUnknown
from shop.checkout.models import Checkout
from shop.checkout.services.finalising import change_checkout, complete_checkout
from shop.checkout.services.paying import request_of
from shop.checkout.ways import Declined
from shop.payments.models import Payment, PaymentEvent
from tests.card_payments.builders import BACK, at_the_bank, begun, charges, complete, given
from tests.checkout.builders import now, seen
from tests.conftest import FrozenClock
from tests.orders.builders import a_contact
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db

STOLEN = "visa_chargeDeclinedStolenCard"
MINUTE = timedelta(minutes=1)


def tried(count: int) -> Checkout:
    """A checkout for which so many cards were tried."""
    checkout = begun()
    for _ in range(count):
        with pytest.raises(PaymentDeclined, match="Your bank declined"):
            complete(now(checkout), STOLEN)
    return now(checkout)


@pytest.mark.parametrize(
    "sent", [given("visa"), {"kept": "pm_card_visa", "back": BACK}, {"page": "yes", "back": BACK}]
)
def test_the_sixth_card_is_not_tried(cards: Cards, stripe: RunningSandbox, sent: dict[str, str]) -> None:
    checkout = tried(5)
    before = (stripe.asked(), PaymentEvent.objects.count())

    with pytest.raises(PaymentDeclined, match="Too many cards were tried"):
        complete_checkout(token=checkout.cart, seen=seen(checkout), given=sent)

    assert (stripe.asked(), PaymentEvent.objects.count()) == before
    assert (Attempt.objects.count(), Payment.objects.count()) == (5, 5)


def test_the_fifth_is_and_so_is_any_in_another_checkout(cards: Cards, stripe: RunningSandbox) -> None:
    tried(5)
    checkout = tried(4)

    assert complete(checkout, "visa").checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_who_is_at_the_bank_with_the_fifth_comes_back_to_an_order(
    cards: Cards, stripe: RunningSandbox
) -> None:
    checkout = tried(4)
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=True)

    assert complete(checkout).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_money_of_which_nobody_heard_is_found(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = tried(4)
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "path": "/v1/payment_intents/", "times": "2"})
    with pytest.raises(PaymentUnknown):
        complete(checkout, "visa")

    assert complete(checkout, "visa").checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_after_an_hour_one_may_try_again(cards: Cards, frozen_clock: FrozenClock) -> None:
    checkout = tried(5)

    frozen_clock.move(59 * MINUTE)
    with pytest.raises(PaymentDeclined, match="hour"):
        complete(checkout, "visa")
    frozen_clock.move(2 * MINUTE)

    assert complete(now(checkout), "visa").checkout.order


def test_another_way_to_pay_is_open_all_the_time(cards: Cards) -> None:
    checkout = tried(5)

    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")

    assert complete(now(checkout)).checkout.order


def test_to_say_no_costs_one_statement_and_to_ask_for_a_card_none_more(
    cards: Cards, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = request_of(tried(5))

    with django_assert_num_queries(1):  # the attempts of the last hour
        assert isinstance(cards.pay(replace(request, given=given())), Declined)
    with django_assert_num_queries(1):  # whether this attempt was begun
        cards.pay(request)
