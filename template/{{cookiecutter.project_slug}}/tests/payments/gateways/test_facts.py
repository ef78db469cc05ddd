"""What Stripe's objects show, whichever of them comes and in whatever order."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import stripe

from shop.payments.gateways.stripe_facts import facts_of
from shop.payments.gateways.stripe_reasons import reason_of
from shop.payments.ledger import Balance, balance
from shop.payments.outcomes import Reason
from tests.sandboxes import RunningSandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox that has heard nothing yet."""
    with running_sandbox() as one:
        yield one


def told(sandbox: RunningSandbox) -> list[dict[str, Any]]:
    """What happened at Stripe, as its events tell it."""
    return [event.to_dict() for event in sandbox.client.v1.events.list({"limit": 100}).data]


def comes_to(events: list[dict[str, Any]]) -> Balance:
    """What these events come to."""
    facts = [
        fact
        for event in events
        for fact in facts_of(event["data"]["object"], source=event["id"], at=event["created"])
    ]
    return balance(facts)


def a_life(sandbox: RunningSandbox) -> Balance:
    """A payment that is declined, set aside, taken in part, given back in part; gives what it comes to."""
    v1 = sandbox.client.v1
    intent = sandbox.intent(capture_method="manual")
    card: Any = {"payment_method": "pm_card_visa_chargeDeclined", "return_url": sandbox.back}
    with pytest.raises(stripe.CardError):
        v1.payment_intents.confirm(intent.id, card)
    v1.payment_intents.confirm(intent.id, card | {"payment_method": "pm_card_refundFail"})
    v1.payment_intents.capture(intent.id, {"amount_to_capture": 1800})
    v1.refunds.create({"payment_intent": intent.id, "amount": 300})
    sandbox.ask("/sandbox/clock", {"advance": "86400"})
    v1.refunds.create({"payment_intent": intent.id, "amount": 500})
    return Balance(captured=1800, refunded=500)


def test_the_events_of_a_life_come_to_one_balance_in_any_order(sandbox: RunningSandbox) -> None:
    expected = a_life(sandbox)
    events = told(sandbox)
    assert len(events) > 9

    for seed in range(200):
        luck = Random(seed)  # noqa: S311 - an order, and no secret
        shuffled = [event for event in events for _ in range(luck.randint(1, 2))]
        luck.shuffle(shuffled)
        assert comes_to(shuffled) == expected


def test_of_all_that_is_told_of_a_charge_the_last_message_is_enough(sandbox: RunningSandbox) -> None:
    a_life(sandbox)
    last = {event["type"]: event for event in told(sandbox)[::-1]}

    assert comes_to([last["payment_intent.succeeded"]]) == Balance(captured=1800)
    assert comes_to([last["charge.captured"]]) == Balance(captured=1800)


def test_what_was_set_aside_and_freed_is_nothing(sandbox: RunningSandbox) -> None:
    held = sandbox.pay(capture_method="manual")
    assert comes_to(told(sandbox)) == Balance(authorised=2000)

    sandbox.client.v1.payment_intents.cancel(held.id)

    assert comes_to(told(sandbox)) == Balance()


@pytest.mark.parametrize(("words", "held"), [("winning_evidence", 0), ("losing_evidence", 2000)])
def test_a_dispute_takes_the_money_until_it_is_won(sandbox: RunningSandbox, words: str, held: int) -> None:
    paid = sandbox.pay("pm_card_createDispute")
    assert comes_to(told(sandbox)) == Balance(captured=2000, disputed=2000)
    (dispute,) = sandbox.client.v1.disputes.list({"payment_intent": paid.id}).data

    sandbox.client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": words}})

    assert comes_to(told(sandbox)) == Balance(captured=2000, disputed=held)


@pytest.mark.parametrize(
    "thing",
    [
        {},
        {"object": "review", "id": "prv_1"},
        {"object": "customer", "id": "cus_1", "created": 1},
        {"object": "charge", "id": "ch_1", "amount": 5, "currency": "eur", "status": "pending"},
        {
            "object": "dispute",
            "id": "du_1",
            "amount": 5,
            "currency": "eur",
            "status": "warning_needs_response",
        },
    ],
)
def test_what_has_nothing_to_do_with_money_says_nothing(thing: dict[str, Any]) -> None:
    assert facts_of(thing) == ()


def test_a_decline_code_that_nobody_knows_is_a_decline() -> None:
    assert reason_of({"code": "card_declined", "decline_code": "brand_new_code"}) is Reason.DECLINED
    assert reason_of({}) is Reason.DECLINED
