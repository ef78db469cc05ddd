"""A checkout is paid by card: the shop's whole way, Stripe's own client, and a sandbox that plays Stripe."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from shop.card_payments.errors import BackElsewhere, NotAMethod
from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentDeclined, PaymentUnknown
from shop.checkout.models import Checkout, Point, Settled
from shop.checkout.services.finalising import change_checkout, complete_checkout, resume_checkout
from shop.checkout.services.sweeping import GIVEN_UP, resume_unfinished
from shop.checkout.ways import Declined, Paid, PaymentRequest
from shop.core.errors import ShopError
from shop.core.money import Money
from shop.orders.models import Order
from shop.payments.ledger import Balance
from shop.payments.models import Payment
from shop.payments.outcomes import Reason
from tests.card_payments.builders import BACK, at_the_bank, begun, charges, come_to, complete, given
from tests.checkout.builders import now, seen
from tests.conftest import FrozenClock
from tests.orders.builders import a_contact
from tests.rivals import hang_up
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db

PAN = "4242424242424242"


def test_a_card_pays_for_an_order(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()

    done = complete(checkout, "visa")

    assert done.checkout.order == Order.objects.get()
    assert (done.checkout.settled, done.checkout.total) == (Settled.PAID, Money(4800, "EUR"))
    assert done.checkout.reference == Payment.objects.get().reference
    assert charges(stripe, checkout) == [(4800, 0)]
    assert come_to(checkout) == [Balance(captured=4800)]


def test_before_there_is_a_card_nobody_is_asked(cards: Cards, stripe: RunningSandbox) -> None:
    checkout, before = begun(), len(stripe.asked())

    done = complete(checkout)

    assert done.action
    assert done.action.action == {"needs": "method"}
    assert (Attempt.objects.count(), len(stripe.asked())) == (0, before)


def test_what_costs_nothing_needs_no_card(cards: Cards) -> None:
    assert cards.pay(PaymentRequest(Money(0, "EUR"), "key", "chk_1", "")) == Paid()


def test_the_bank_wants_to_see_the_buyer(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()

    first = complete(checkout, "authenticationRequired")
    assert first.action
    assert now(checkout).point == Point.ASKED
    at_the_bank(first.action, proved=True)
    done = complete(checkout)

    assert done.checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_who_does_not_prove_who_they_are_tries_another_card(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=False)

    with pytest.raises(PaymentDeclined, match="could not be sure that it is you"):
        complete(checkout)
    done = complete(now(checkout), "visa")

    assert done.checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]
    assert Attempt.objects.count() == 2


@pytest.mark.parametrize(
    ("card", "says"),
    [
        ("visa_chargeDeclinedInsufficientFunds", "not enough money on this card"),
        ("visa_chargeDeclinedStolenCard", "Your bank declined the payment"),
        ("of_nobody", "cannot be used any more"),
    ],
)
def test_a_card_that_is_declined_takes_nothing(
    cards: Cards, stripe: RunningSandbox, card: str, says: str
) -> None:
    checkout = begun()

    with pytest.raises(PaymentDeclined, match=says):
        complete(checkout, card)

    assert (now(checkout).point, Order.objects.count()) == (Point.PREPARED, 0)
    assert charges(stripe, checkout) == []
    assert complete(now(checkout), "visa").checkout.order


def test_what_cards_cannot_pay_is_told(cards: Cards, stripe: RunningSandbox) -> None:
    price = PaymentRequest(Money(1, "EUR"), "chk_1-1", "chk_1", "", given())

    for _ in range(2):
        assert cards.pay(price) == Declined(Reason.AMOUNT.label)
    assert Payment.objects.get().reference == ""


def test_whoever_asks_again_finds_the_order_and_pays_once(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()

    first, second = complete(checkout, "visa"), complete(checkout, "visa", Money(4800, "EUR"))

    assert first.checkout.order == second.checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_charge(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    total = seen(checkout)

    def click(_: int) -> None:
        try:
            with suppress(ShopError):  # the second may be told to ask again
                complete_checkout(token=checkout.cart, seen=total, given=given())
        finally:
            hang_up()

    with ThreadPoolExecutor(2) as both:
        list(both.map(click, range(2)))

    assert complete(checkout, total=total).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(("fault", "taken"), [("drop-after", [(4800, 0)]), ("drop-before", [])])
def test_where_stripe_does_not_answer_nobody_knows_until_somebody_asks(
    cards: Cards, stripe: RunningSandbox, fault: str, taken: list[tuple[int, int]]
) -> None:
    checkout = begun()
    complete(begun(), "visa")  # connections are open
    stripe.ask("/sandbox/faults", {"fault": fault, "path": "/v1/payment_intents/", "times": "2"})

    with pytest.raises(PaymentUnknown):
        complete(checkout, "visa")
    assert charges(stripe, checkout) == taken
    assert now(checkout).point == Point.ASKED

    assert complete(checkout, "visa").checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_another_way_gives_the_money_back(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "path": "/v1/payment_intents/", "times": "2"})
    with pytest.raises(PaymentUnknown):
        complete(checkout, "visa")

    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")

    assert charges(stripe, checkout) == [(4800, 4800)]
    assert come_to(checkout) == [Balance(captured=4800, refunded=4800)]
    assert complete(now(checkout)).checkout.settled == Settled.PENDING


def test_what_waits_for_the_buyers_bank_is_cancelled(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    complete(checkout, "authenticationRequired")

    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")

    reference = Payment.objects.get().reference
    assert stripe.client.v1.payment_intents.retrieve(reference).status == "canceled"


def test_who_never_comes_back_from_their_bank_is_given_up(
    cards: Cards, stripe: RunningSandbox, frozen_clock: FrozenClock
) -> None:
    checkout = begun()
    complete(checkout, "authenticationRequired")

    frozen_clock.move(GIVEN_UP)
    resume_unfinished()

    assert now(checkout).point == Point.BEGUN
    reference = Payment.objects.get().reference
    assert stripe.client.v1.payment_intents.retrieve(reference).status == "canceled"


def test_who_paid_and_never_came_back_has_an_order(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=True)

    assert resume_checkout(checkout=now(checkout)).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


@pytest.mark.parametrize("method", [PAN, "4242 4242 4242 4242", "tok_visa", "pm_card visa", "pm_ääää"])
def test_what_is_no_name_of_a_card_is_refused_and_kept_nowhere(
    cards: Cards, stripe: RunningSandbox, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    checkout, before = begun(), len(stripe.asked())
    caplog.set_level(logging.DEBUG)

    with pytest.raises(NotAMethod) as refusal:
        complete_checkout(
            token=checkout.cart, seen=seen(checkout), given={"method": method, "back": BACK, "number": PAN}
        )

    assert method not in f"{refusal.value}{caplog.text}"
    assert len(stripe.asked()) == before
    everything = StringIO()
    call_command("dumpdata", stdout=everything)
    assert PAN not in everything.getvalue()


@pytest.mark.parametrize(
    ("back", "good"),
    [
        (BACK, True),
        ("https://app.example.com/paid", True),
        ("https://evil.example.com/", False),
        ("//testserver/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_banks_send_buyers_back_to_the_shop_alone(cards: Cards, settings: Any, back: str, good: bool) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
    checkout = begun()

    def pay() -> Checkout:
        sent = {**given(), "back": back}
        return complete_checkout(token=checkout.cart, seen=seen(checkout), given=sent).checkout

    if good:
        assert pay().order
    else:
        with pytest.raises(BackElsewhere):
            pay()
        assert Attempt.objects.count() == 0


def test_in_production_they_come_back_over_https(cards: Cards, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    with pytest.raises(BackElsewhere):
        complete(begun(), "visa")
