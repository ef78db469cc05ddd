"""Asking Stripe for money: the real client, a real sandbox, and everything that can go wrong between them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import stripe
from django.db import transaction

from shop.core.money import Money
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.ledger import Balance, balance
from shop.payments.models import Payment
from shop.payments.outcomes import Declined, Done, NeedsAction, Outcome, Reason, TryLater
from shop.payments.services import name_payment, open_payment
from tests.sandboxes import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox that has heard nothing yet."""
    with running_sandbox() as one:
        yield one


@pytest.fixture
def gateway(sandbox: RunningSandbox) -> Iterator[StripeGateway]:
    """The shop's account there."""
    one = StripeGateway("sk_test_shop", sandbox.url)
    yield one
    one.http.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def payment() -> Payment:
    """Twenty euros are to be paid."""
    return open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))


def begun(gateway: StripeGateway, payment: Payment, **how: Any) -> str:
    """Begin, note the name, and give the secret for the browser."""
    outcome = gateway.begin(payment=payment, **how)
    assert isinstance(outcome, NeedsAction)
    name_payment(payment=payment, reference=outcome.reference)
    return outcome.secret


def paid(sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, card: str, **how: Any) -> Outcome:
    """Begin, and pay with a card from here."""
    begun(gateway, payment, **how)
    return gateway.confirm(payment=payment, method=card, return_url=sandbox.back)


def come_to(outcome: Outcome) -> Balance:
    """What an outcome's facts come to."""
    assert not isinstance(outcome, TryLater)
    return balance(outcome.facts)


def refunds(sandbox: RunningSandbox) -> int:
    """How many refunds there are."""
    return len(sandbox.client.v1.refunds.list().data)


def test_the_browser_gets_a_secret_and_stripe_our_payments_name(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    secret = begun(gateway, payment)

    intent = sandbox.client.v1.payment_intents.retrieve(payment.reference)
    assert (intent.client_secret, intent.amount, intent.currency) == (secret, 2000, "eur")
    assert intent.to_dict()["metadata"] == {"payment": payment.public_id}


def test_a_card_pays(sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment) -> None:
    outcome = paid(sandbox, gateway, payment, "pm_card_visa")

    assert isinstance(outcome, Done)
    assert come_to(outcome) == Balance(captured=2000)
    assert come_to(gateway.look(payment=payment)) == Balance(captured=2000)


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ("pm_card_visa_chargeDeclined", Reason.DECLINED),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", Reason.FUNDS),
        ("pm_card_visa_chargeDeclinedStolenCard", Reason.DECLINED),
        ("pm_card_radarBlock", Reason.DECLINED),
        ("pm_card_chargeDeclinedExpiredCard", Reason.EXPIRED),
        ("pm_card_chargeDeclinedIncorrectCvc", Reason.CODE),
        ("pm_card_chargeDeclinedProcessingError", Reason.BANK),
        ("pm_card_visa_chargeDeclinedVelocityLimitExceeded", Reason.LIMIT),
    ],
)
def test_a_card_that_is_declined_says_what_a_buyer_may_know(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, card: str, reason: Reason
) -> None:
    outcome = paid(sandbox, gateway, payment, card)

    assert outcome == Declined(reason, payment.reference)
    later = gateway.look(payment=payment)
    assert isinstance(later, Declined)
    assert (later.reason, [fact.kind for fact in later.facts]) == (reason, ["declined"])
    assert isinstance(gateway.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back), Done)


def test_a_card_that_was_declined_is_asked_again_as_another_attempt(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    begun(gateway, payment)
    card, back = "pm_card_visa_chargeDeclined", sandbox.back
    for attempt in (1, 1, 2):
        gateway.confirm(payment=payment, method=card, return_url=back, attempt=attempt)

    assert len(sandbox.client.v1.charges.list().data) == 2


def test_a_bank_that_wants_to_see_the_buyer_has_a_page(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    outcome = paid(sandbox, gateway, payment, "pm_card_authenticationRequired")

    assert isinstance(outcome, NeedsAction)
    assert outcome.secret not in repr(outcome)
    with sandbox.open(outcome.url, {"proved": "yes"}):
        assert isinstance(gateway.look(payment=payment), Done)


def test_money_is_set_aside_taken_in_part_and_given_back_in_part(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    held = paid(sandbox, gateway, payment, "pm_card_visa", capture=False)
    assert come_to(held) == Balance(authorised=2000)

    taken = gateway.capture(payment=payment, money=Money(1500, "EUR"))
    assert come_to(taken) == Balance(captured=1500)

    back = gateway.refund(payment=payment, money=Money(400, "EUR"), key="1")
    assert come_to(back) == Balance(refunded=400)


def test_what_is_given_up_is_free_again(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    paid(sandbox, gateway, payment, "pm_card_visa", capture=False)

    given_up = gateway.cancel(payment=payment)

    assert isinstance(given_up, Declined)
    assert (given_up.reason, come_to(given_up)) == (Reason.OVER, Balance())


def test_what_the_bank_has_forgotten_cannot_be_taken(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    paid(sandbox, gateway, payment, "pm_card_visa", capture=False)
    sandbox.ask("/sandbox/clock", {"advance": str(7 * 24 * 60 * 60)})

    late = gateway.capture(payment=payment)

    assert isinstance(late, Declined)
    assert late.reason is Reason.OVER


def test_what_was_taken_cannot_be_given_up_any_more(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    paid(sandbox, gateway, payment, "pm_card_visa")

    late = gateway.cancel(payment=payment)

    assert isinstance(late, Done)
    assert come_to(late) == Balance(captured=2000)


def test_what_makes_no_sense_is_a_mistake_of_ours(gateway: StripeGateway, payment: Payment) -> None:
    payment.reference = "pi_of_somebody_else"

    with pytest.raises(stripe.InvalidRequestError, match="No such payment_intent"):
        gateway.look(payment=payment)


def test_a_card_that_nobody_knows_is_the_buyers_mistake(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    assert paid(sandbox, gateway, payment, "pm_of_nobody") == Declined(Reason.GONE)


def test_whoever_asks_the_same_at_the_same_moment_asks_again_later(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    begun(gateway, payment)
    sandbox.ask("/sandbox/faults", {"fault": "hang-after", "times": "1"})
    hasty = StripeGateway("sk_test_shop", sandbox.url, patience=(3.0, 0.5))

    first = hasty.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back)
    other = gateway.confirm(payment=payment, method="pm_card_visa", return_url="https://shop.example.com/")

    assert isinstance(first, Done), "it was asked again with the same key, and got the first answer"
    assert isinstance(other, TryLater)
    hasty.http.close()  # type: ignore[no-untyped-call]


def test_a_verb_that_is_asked_twice_is_done_once(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    first = gateway.begin(payment=payment)
    assert gateway.begin(payment=payment) == first
    begun(gateway, payment)
    for _ in range(2):
        assert isinstance(
            gateway.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back), Done
        )
        gateway.refund(payment=payment, money=Money(500, "EUR"), key="1")
    gateway.refund(payment=payment, money=Money(500, "EUR"), key="2")

    assert len(sandbox.client.v1.payment_intents.list().data) == 1
    assert len(sandbox.client.v1.charges.list().data) == 1
    assert refunds(sandbox) == 2


def test_every_write_has_a_key_and_a_look_has_none(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    paid(sandbox, gateway, payment, "pm_card_visa", capture=False)
    gateway.capture(payment=payment)
    gateway.refund(payment=payment, money=Money(500, "EUR"), key="1")
    gateway.look(payment=payment)

    keys = [one["idempotency_key"] for one in sandbox.ask("/sandbox/journal")]
    verbs = ("create", "confirm-pm_card_visa-1", "capture", "refund-1")
    assert keys == [*(f"{payment.public_id}-{verb}" for verb in verbs), None]


@pytest.mark.parametrize("fault", ["drop-after", "drop-before"])
def test_an_answer_that_is_lost_once_is_asked_for_again(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, fault: str
) -> None:
    begun(gateway, payment)
    sandbox.ask("/sandbox/faults", {"fault": fault, "times": "1"})

    outcome = gateway.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back)

    assert come_to(outcome) == Balance(captured=2000)
    assert len(sandbox.client.v1.charges.list().data) == 1


@pytest.mark.parametrize(("fault", "charges"), [("drop-after", 1), ("drop-before", 0), ("500-after", 1)])
def test_where_nobody_answers_it_may_have_been_done(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, fault: str, charges: int
) -> None:
    begun(gateway, payment)
    sandbox.ask("/sandbox/faults", {"fault": fault, "times": "3"})

    outcome = gateway.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back)

    assert isinstance(outcome, TryLater)
    assert outcome.maybe_done
    sandbox.ask("/sandbox/faults", {"times": "0"})
    assert len(sandbox.client.v1.charges.list().data) == charges
    assert isinstance(gateway.look(payment=payment), Done if charges else NeedsAction)


def test_who_waits_too_long_gives_up(sandbox: RunningSandbox, payment: Payment) -> None:
    hasty = StripeGateway("sk_test_shop", sandbox.url, patience=(3.0, 0.2))
    sandbox.ask("/sandbox/faults", {"fault": "hang-after", "times": "3"})

    outcome = hasty.begin(payment=payment)

    assert outcome == TryLater(maybe_done=True, why="APIConnectionError")
    hasty.http.close()  # type: ignore[no-untyped-call]


def test_too_many_requests_have_done_nothing(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    sandbox.ask("/sandbox/faults", {"fault": "429", "times": "3"})

    outcome = gateway.begin(payment=payment)

    assert isinstance(outcome, TryLater)
    assert not outcome.maybe_done


@pytest.mark.django_db(transaction=True)
def test_nobody_is_asked_while_a_transaction_is_open(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    with pytest.raises(RuntimeError, match="stripe: create pay_"), transaction.atomic():
        gateway.begin(payment=payment)

    assert sandbox.asked() == []


def test_a_key_never_stands_where_people_read(gateway: StripeGateway) -> None:
    assert "sk_test" not in repr(gateway)
    assert replace(gateway, api_base="").client.v1


def test_a_card_is_kept_for_a_customer(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    ada = sandbox.client.v1.customers.create({})

    begun(gateway, payment, customer=ada.id)
    gateway.confirm(payment=payment, method="pm_card_visa", return_url=sandbox.back, keep=True)

    assert len(sandbox.client.v1.payment_methods.list({"customer": ada.id}).data) == 1
