"""Paying with test cards: yes, no, prove who you are, and what comes afterwards."""

from typing import Any

import pytest
import stripe

from sandbox.stripe.cards import CARDS, Card
from sandbox.stripe.pages import written
from tests.sandboxes import RunningSandbox

WEEK = 7 * 24 * 60 * 60


def refused(sandbox: RunningSandbox, card: str, **told: object) -> stripe.CardError:
    """How a payment is refused."""
    with pytest.raises(stripe.CardError) as refusal:
        sandbox.pay(card, **told)
    return refusal.value


def click(sandbox: RunningSandbox, intent: Any, proved: str) -> str:
    """Be the buyer at the bank; gives the address to which the bank sends them."""
    page = intent.next_action.redirect_to_url.url
    with sandbox.open(page) as shown:
        assert "20.00 EUR" in shown.read().decode()
    with sandbox.open(page, {"proved": proved}) as back:
        return str(back.url)


def test_a_card_that_pays(sandbox: RunningSandbox) -> None:
    paid = sandbox.pay(expand=["latest_charge"])

    assert (paid.status, paid.amount_received, paid.latest_charge.captured) == ("succeeded", 2000, True)
    assert sandbox.happened() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
    ]


@pytest.mark.parametrize("card", [card for card in CARDS if card.decline and not card.asks])
def test_a_card_that_is_declined_says_why(sandbox: RunningSandbox, card: Card) -> None:
    error = refused(sandbox, card.token)

    assert card.decline
    said: Any = error.json_body
    assert (error.http_status, error.code) == (402, card.decline.code)
    assert said["error"].get("decline_code") == card.decline.reason
    intent = sandbox.client.v1.payment_intents.retrieve(said["error"]["payment_intent"]["id"])
    assert (intent.status, intent.payment_method) == ("requires_payment_method", None)
    assert sandbox.happened()[1:] == ["charge.failed", "payment_intent.payment_failed"]


def test_a_bank_that_can_be_asked_is_where_the_shop_wants_it(sandbox: RunningSandbox) -> None:
    ways: list[Any] = [{"card": {"request_three_d_secure": way}} for way in ("automatic", "any", "challenge")]
    card = "pm_card_threeDSecureOptional"

    came = [sandbox.pay(card, payment_method_options=way) for way in ways]

    assert [one.status for one in came] == ["succeeded", "requires_action", "requires_action"]
    assert sandbox.pay(card).status == "succeeded"
    assert sandbox.pay("pm_card_visa", payment_method_options=ways[1]).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError, match="must be one of any, automatic, challenge"):
        sandbox.pay(card, payment_method_options={"card": {"request_three_d_secure": "always"}})


def test_after_a_card_that_is_declined_another_one_pays(sandbox: RunningSandbox) -> None:
    intents = sandbox.client.v1.payment_intents
    name = sandbox.intent().id
    told: stripe.params.PaymentIntentConfirmParams = {"return_url": sandbox.back}
    with pytest.raises(stripe.CardError):
        intents.confirm(name, {**told, "payment_method": "pm_card_visa_chargeDeclined"})

    paid = intents.confirm(name, {**told, "payment_method": "pm_card_visa"})

    assert (paid.status, paid.last_payment_error) == ("succeeded", None)


def test_a_buyer_who_proves_who_they_are_has_paid(sandbox: RunningSandbox) -> None:
    asked = sandbox.pay("pm_card_authenticationRequired")
    assert (asked.status, asked.latest_charge) == ("requires_action", None)

    back = click(sandbox, asked, "yes")

    assert f"payment_intent={asked.id}" in back
    assert "redirect_status=succeeded" in back
    assert sandbox.client.v1.payment_intents.retrieve(asked.id).status == "succeeded"


def test_the_bank_knows_how_many_decimals_a_currency_has() -> None:
    assert [written(1500, code) for code in ("eur", "jpy", "kwd")] == ["15.00 EUR", "1500 JPY", "1.500 KWD"]


def test_a_buyer_who_does_not_has_not(sandbox: RunningSandbox) -> None:
    asked = sandbox.pay("pm_card_authenticationRequired")

    assert "redirect_status=failed" in click(sandbox, asked, "")

    intent = sandbox.client.v1.payment_intents.retrieve(asked.id)
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"


def test_the_bank_may_still_say_no(sandbox: RunningSandbox) -> None:
    asked = sandbox.pay("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds")

    assert "redirect_status=failed" in click(sandbox, asked, "yes")


def test_a_buyer_who_is_not_there_cannot_be_asked(sandbox: RunningSandbox) -> None:
    error = refused(sandbox, "pm_card_authenticationRequired", off_session=True)

    assert error.code == "authentication_required"


def test_a_buyer_needs_a_way_back(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="you must provide a `return_url`"):
        sandbox.intent(confirm=True, payment_method="pm_card_visa")
    stays = {"enabled": True, "allow_redirects": "never"}

    paid = sandbox.intent(confirm=True, payment_method="pm_card_visa", automatic_payment_methods=stays)

    assert paid.status == "succeeded"


def test_money_is_set_aside_and_a_part_of_it_taken(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")
    assert (held.status, held.amount_capturable, held.amount_received) == ("requires_capture", 2000, 0)

    taken = sandbox.client.v1.payment_intents.capture(held.id, {"amount_to_capture": 1500})

    assert (taken.status, taken.amount_capturable, taken.amount_received) == ("succeeded", 0, 1500)
    with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
        sandbox.client.v1.payment_intents.capture(held.id)


def test_more_than_was_set_aside_is_not_taken(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")

    with pytest.raises(stripe.InvalidRequestError, match="greater than the amount"):
        sandbox.client.v1.payment_intents.capture(held.id, {"amount_to_capture": 2001})


def test_what_was_set_aside_is_freed(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")

    gone = sandbox.client.v1.payment_intents.cancel(held.id, {"cancellation_reason": "abandoned"})

    assert (gone.status, gone.amount_capturable, gone.cancellation_reason) == ("canceled", 0, "abandoned")


def test_after_a_week_the_bank_forgets_what_it_set_aside(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")

    sandbox.ask("/sandbox/clock", {"advance": str(WEEK)})

    gone = sandbox.client.v1.payment_intents.retrieve(held.id)
    assert (gone.status, gone.cancellation_reason) == ("canceled", "expired")
    assert sandbox.happened()[-3:] == ["charge.expired", "charge.refunded", "payment_intent.canceled"]


def test_what_was_paid_goes_back_in_parts_and_never_more(sandbox: RunningSandbox) -> None:
    paid = sandbox.pay()
    refunds = sandbox.client.v1.refunds
    refunds.create({"payment_intent": paid.id, "amount": 500})

    with pytest.raises(
        stripe.InvalidRequestError, match=r"greater than unrefunded amount on charge \(1500\)"
    ):
        refunds.create({"payment_intent": paid.id, "amount": 1501})
    assert refunds.create({"payment_intent": paid.id}).amount == 1500
    with pytest.raises(stripe.InvalidRequestError, match="already been refunded"):
        refunds.create({"payment_intent": paid.id})


def test_what_was_never_taken_cannot_go_back(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")

    with pytest.raises(stripe.InvalidRequestError, match="not captured"):
        sandbox.client.v1.refunds.create({"payment_intent": held.id})


def test_a_refund_may_come_back_a_day_later(sandbox: RunningSandbox) -> None:
    refund = sandbox.client.v1.refunds.create({"payment_intent": sandbox.pay("pm_card_refundFail").id})
    assert refund.status == "succeeded"

    sandbox.ask("/sandbox/clock", {"advance": "86400"})

    assert sandbox.client.v1.refunds.retrieve(refund.id).status == "failed"
    assert sandbox.happened()[-1] == "refund.failed"


@pytest.mark.parametrize(("words", "end"), [("winning_evidence", "won"), ("losing_evidence", "lost")])
def test_a_dispute_is_won_or_lost(sandbox: RunningSandbox, words: str, end: str) -> None:
    paid = sandbox.pay("pm_card_createDispute")
    (dispute,) = sandbox.client.v1.disputes.list({"payment_intent": paid.id}).data
    assert (dispute.status, dispute.amount) == ("needs_response", 2000)

    ended = sandbox.client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": words}})

    assert ended.status == end
    assert ("charge.dispute.funds_reinstated" in sandbox.happened()) is (end == "won")


def test_a_card_is_kept_for_a_customer_and_pays_again(sandbox: RunningSandbox) -> None:
    ada = sandbox.client.v1.customers.create({"name": "Ada"})
    sandbox.pay(customer=ada.id, setup_future_usage="off_session")
    (card,) = sandbox.client.v1.payment_methods.list({"customer": ada.id, "type": "card"}).data

    again = sandbox.intent(confirm=True, payment_method=card.id, customer=ada.id, off_session=True)

    assert again.status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError, match="belongs to the Customer"):
        sandbox.pay(card.id)
    sandbox.client.v1.payment_methods.detach(card.id)
    assert sandbox.client.v1.payment_methods.list({"customer": ada.id}).data == []
    with pytest.raises(stripe.InvalidRequestError, match="may not be used again"):
        sandbox.pay(card.id, customer=ada.id)


def test_a_bank_that_asks_does_not_keep_a_card_from_being_kept(sandbox: RunningSandbox) -> None:
    ada = sandbox.client.v1.customers.create({"name": "Ada"})
    asked = sandbox.pay("pm_card_authenticationRequired", customer=ada.id, setup_future_usage="off_session")
    kept = sandbox.client.v1.customers.payment_methods
    assert kept.list(ada.id).data == []

    click(sandbox, asked, "yes")

    assert [one.id for one in kept.list(ada.id).data] == [asked.payment_method]


def test_a_card_of_another_customer_is_refused_and_nothing_is_left(sandbox: RunningSandbox) -> None:
    ada, ben = (sandbox.client.v1.customers.create({"name": name}) for name in ("Ada", "Ben"))
    card = sandbox.client.v1.payment_methods.attach("pm_card_visa", {"customer": ada.id})
    wanted = sandbox.intent(customer=ben.id)

    for told in ({}, {"customer": ben.id}):
        with pytest.raises(stripe.InvalidRequestError, match="belongs to the Customer"):
            sandbox.intent(payment_method=card.id, **told)
    with pytest.raises(stripe.InvalidRequestError, match="belongs to the Customer"):
        sandbox.client.v1.payment_intents.update(wanted.id, {"payment_method": card.id, "amount": 3000})
    with pytest.raises(stripe.InvalidRequestError, match="already been attached"):
        sandbox.client.v1.payment_methods.attach(card.id, {"customer": ben.id})

    (left,) = sandbox.client.v1.payment_intents.list().data
    assert (left.id, left.amount, left.payment_method) == (wanted.id, 2000, None)


def test_a_card_that_nobody_kept_pays_once(sandbox: RunningSandbox) -> None:
    card = sandbox.client.v1.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    sandbox.pay(card.id)

    with pytest.raises(stripe.InvalidRequestError, match="may not be used again"):
        sandbox.pay(card.id)


def test_a_number_of_a_card_is_refused_by_the_api(sandbox: RunningSandbox) -> None:
    card: stripe.params.PaymentMethodCreateParamsCard = {
        "number": "4242424242424242",
        "exp_month": 12,
        "exp_year": 2034,
    }

    with pytest.raises(stripe.CardError, match="generally unsafe"):
        sandbox.client.v1.payment_methods.create({"type": "card", "card": card})

    made = sandbox.client.v1.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    assert made.card
    assert made.card.last4 == "4242"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"amount": 49}, "at least"),
        ({"amount": 100_000_000}, "no more than"),
        ({"currency": "euro"}, "Invalid currency"),
        ({"capture_method": "later"}, "capture_method"),
        ({"payment_method_types": ["card"]}, "unknown parameter"),
        ({"customer": "cus_x"}, "No such customer"),
    ],
)
def test_what_makes_no_sense_is_refused(sandbox: RunningSandbox, told: dict[str, object], said: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=said):
        sandbox.intent(**told)

    assert sandbox.client.v1.payment_intents.list().data == []
