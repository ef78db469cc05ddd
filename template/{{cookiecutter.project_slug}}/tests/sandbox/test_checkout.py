"""Checkout sessions: the shop sends the buyer to a page of Stripe's, and hears what came of it."""

import json
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.error import HTTPError

import pytest
import stripe

from sandbox.stripe.cards import CARDS, Card
from tests.sandboxes import RunningSandbox

CARD = {"number": "4242 4242 4242 4242", "expiry": "12 / 34", "cvc": "123", "name": "Ada Potter"}
BUYER = {**CARD, "email": "ada@example.com"}
ASKS = "4000 0027 6000 3184"
DAY = 24 * 60 * 60


def line(name: str = "Mug", amount: int = 1000, quantity: int = 2, currency: str = "eur") -> dict[str, Any]:
    """Something to buy."""
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": name}}
    return {"price_data": price, "quantity": quantity}


def opened(sandbox: RunningSandbox, options: stripe.RequestOptions | None = None, **told: Any) -> Any:
    """A session for two mugs."""
    params: Any = {
        "mode": "payment",
        "line_items": [line()],
        "success_url": sandbox.url + "/sandbox/clock?session={CHECKOUT_SESSION_ID}",
        "cancel_url": f"{sandbox.url}/sandbox/clock?left=1",
        **told,
    }
    params = {name: value for name, value in params.items() if value is not None}
    return sandbox.client.v1.checkout.sessions.create(params, options or {})


def seen(sandbox: RunningSandbox, session: Any) -> Any:
    """The session as it is now, with its intent and that one's charge."""
    expand = ["payment_intent.latest_charge"]
    return sandbox.client.v1.checkout.sessions.retrieve(session.id, {"expand": expand})


def press(sandbox: RunningSandbox, session: Any, told: Mapping[str, str]) -> tuple[int, str, str]:
    """Fill in the page and press "Pay"; gives the status, where it led, and what is shown there."""
    try:
        answer = sandbox.open(session.url, dict(told))
    except HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.url, unescape(answer.read().decode())


def test_a_buyer_pays_on_the_page_and_is_sent_back_to_the_shop(sandbox: RunningSandbox) -> None:
    session = opened(
        sandbox,
        client_reference_id="order_1",
        metadata={"order": "1"},
        payment_intent_data={"metadata": {"payment": "pay_1"}},
    )
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert (session.amount_total, session.currency) == (2000, "eur")

    status, led, _ = press(sandbox, session, BUYER)

    assert (status, led) == (200, f"{sandbox.url}/sandbox/clock?session={session.id}")
    paid = seen(sandbox, session)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (paid.client_reference_id, paid.to_dict()["metadata"]) == ("order_1", {"order": "1"})
    assert (paid.customer, paid.customer_details.email) == (None, "ada@example.com")
    intent = paid.payment_intent
    assert (intent.status, intent.amount_received) == ("succeeded", 2000)
    assert intent.to_dict()["metadata"] == {"payment": "pay_1"}
    assert intent.latest_charge.billing_details.name == "Ada Potter"
    assert sandbox.happened() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_the_page_shows_what_is_bought_and_a_way_back(sandbox: RunningSandbox) -> None:
    lines = [line("Mug <b>blue</b>", 1000, 2), line("Cloth", 350, 1)]
    session = opened(sandbox, line_items=lines)

    with sandbox.open(session.url) as answer:
        page = answer.read().decode()

    assert "Pay 23.50 EUR" in page
    assert "Mug &lt;b&gt;blue&lt;/b&gt;<small>Quantity 2</small></span><span>20.00 EUR" in page
    assert f'<a href="{sandbox.url}/sandbox/clock?left=1">Back to the shop</a>' in page
    assert "https://" not in page


@pytest.mark.parametrize("card", [card for card in CARDS if card.decline and not card.asks])
def test_a_card_that_is_declined_says_why_and_another_one_pays(sandbox: RunningSandbox, card: Card) -> None:
    session = opened(sandbox)

    status, led, page = press(sandbox, session, {**BUYER, "number": card.number})

    assert card.decline
    assert (status, led) == (402, session.url)
    assert f'role="alert">{card.decline.message}</p>' in page
    assert card.number not in page
    first = seen(sandbox, session)
    assert (first.status, first.payment_intent.status) == ("open", "requires_payment_method")
    assert press(sandbox, session, BUYER)[0] == 200
    second = seen(sandbox, session)
    assert (second.status, second.payment_intent.id) == ("complete", first.payment_intent.id)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "4242 4242 4242 4241"}, "Your card number is incorrect."),
        ({"number": ""}, "Your card number is invalid."),
        ({"expiry": "12 / 20"}, "Your card's expiration year is invalid."),
        ({"cvc": "1"}, "Your card's security code is invalid."),
        ({"email": "nobody"}, "Your email is incomplete."),
    ],
)
def test_a_field_that_is_wrong_is_marked_and_nothing_is_begun(
    sandbox: RunningSandbox, wrong: dict[str, str], said: str
) -> None:
    session = opened(sandbox)

    status, _, page = press(sandbox, session, {**BUYER, **wrong})

    assert (status, seen(sandbox, session).payment_intent) == (402, None)
    assert said in page
    (name,) = wrong
    assert page.count("aria-describedby") == 1
    field = page.partition(f'name="{name}"')[2].partition(">")[0]
    assert 'aria-invalid="true" aria-describedby="error"' in field
    assert 'value="Ada Potter"' in page


def test_a_bank_that_asks_sends_the_buyer_on_to_the_shop(sandbox: RunningSandbox) -> None:
    session = opened(sandbox)
    status, bank, page = press(sandbox, session, {**BUYER, "number": ASKS})
    assert (status, "It is me" in page) == (200, True)

    with sandbox.open(bank, {"proved": "yes"}) as answer:
        assert answer.url.startswith(f"{sandbox.url}/sandbox/clock?session={session.id}")

    assert seen(sandbox, session).payment_status == "paid"


def test_who_is_not_believed_by_their_bank_sees_the_page_again(sandbox: RunningSandbox) -> None:
    session = opened(sandbox)
    _, bank, _ = press(sandbox, session, {**BUYER, "number": ASKS})

    with pytest.raises(HTTPError) as shown:
        sandbox.open(bank, {"proved": ""})

    with shown.value as answer:
        assert "We are unable to authenticate your payment method." in answer.read().decode()
    assert seen(sandbox, session).status == "open"
    assert press(sandbox, session, BUYER)[0] == 200


def test_who_closes_the_window_at_the_bank_has_paid_all_the_same(sandbox: RunningSandbox) -> None:
    session = opened(sandbox)
    _, bank, _ = press(sandbox, session, {**BUYER, "number": ASKS})
    sandbox.ask("/sandbox/faults", {"fault": "drop-after", "path": "/3d-secure"})

    with pytest.raises(OSError, match="without response"):
        sandbox.open(bank, {"proved": "yes"})

    assert seen(sandbox, session).status == "complete"
    assert sandbox.happened()[-1] == "checkout.session.completed"


def test_who_presses_twice_pays_once(sandbox: RunningSandbox) -> None:
    session = opened(sandbox)

    first, second = press(sandbox, session, BUYER), press(sandbox, session, BUYER)

    assert first[:2] == second[:2] == (200, f"{sandbox.url}/sandbox/clock?session={session.id}")
    assert len(sandbox.client.v1.charges.list().data) == 1
    with pytest.raises(HTTPError, match="409") as over:
        sandbox.open(session.url)
    with over.value as answer:
        assert "This payment is complete." in answer.read().decode()


def test_money_is_set_aside_where_the_shop_wants_that(sandbox: RunningSandbox) -> None:
    session = opened(sandbox, payment_intent_data={"capture_method": "manual"})

    press(sandbox, session, BUYER)

    held = seen(sandbox, session)
    assert (held.status, held.payment_status, held.payment_intent.status) == (
        "complete",
        "unpaid",
        "requires_capture",
    )
    assert sandbox.client.v1.payment_intents.capture(held.payment_intent.id).status == "succeeded"


def test_a_customer_is_known_and_their_card_is_kept(sandbox: RunningSandbox) -> None:
    ada = sandbox.client.v1.customers.create({"email": "ada@example.com"})
    keep = {"setup_future_usage": "off_session"}
    session = opened(sandbox, customer=ada.id, payment_intent_data=keep)
    assert session.customer_details.email == "ada@example.com"

    assert press(sandbox, session, CARD)[0] == 200

    (card,) = sandbox.client.v1.customers.payment_methods.list(ada.id).data
    assert seen(sandbox, session).payment_intent.payment_method == card.id


def test_who_wants_to_keep_a_card_becomes_a_customer(sandbox: RunningSandbox) -> None:
    session = opened(
        sandbox,
        customer_email="ben@example.com",
        payment_intent_data={"setup_future_usage": "off_session"},
    )

    assert press(sandbox, session, CARD)[0] == 200

    customer = sandbox.client.v1.customers.retrieve(seen(sandbox, session).customer)
    assert (customer.email, customer.name) == ("ben@example.com", "Ada Potter")


def test_lines_are_told_to_whoever_asks(sandbox: RunningSandbox) -> None:
    sessions = sandbox.client.v1.checkout.sessions
    session = opened(sandbox, line_items=[line(), line("Cloth", 350, 1)], expand=["line_items"])

    assert [(row.description, row.amount_total) for row in session.line_items.data] == [
        ("Mug", 2000),
        ("Cloth", 350),
    ]
    assert "line_items" not in sessions.retrieve(session.id).to_dict()
    listed = sessions.line_items.list(session.id, {"limit": 1, "expand": ["data.price.product"]})
    first: Any = listed.data[0]
    assert (first.price.unit_amount, first.price.product.name, listed.has_more) == (1000, "Mug", True)


def test_the_shop_closes_a_page_and_nobody_can_pay_any_more(sandbox: RunningSandbox) -> None:
    sessions = sandbox.client.v1.checkout.sessions
    session = opened(sandbox)
    press(sandbox, session, {**BUYER, "number": "4000000000009995"})

    assert (sessions.expire(session.id).status, seen(sandbox, session).url) == ("expired", None)

    status, _, page = press(sandbox, session, BUYER)
    assert (status, "Nothing was paid" in page) == (410, True)
    assert seen(sandbox, session).payment_intent.status == "canceled"
    assert sandbox.happened()[-2:] == ["payment_intent.canceled", "checkout.session.expired"]
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        sessions.expire(session.id)


def test_what_is_paid_cannot_be_closed(sandbox: RunningSandbox) -> None:
    session = opened(sandbox)
    press(sandbox, session, BUYER)

    with pytest.raises(stripe.InvalidRequestError, match="status of complete"):
        sandbox.client.v1.checkout.sessions.expire(session.id)


def test_a_page_closes_by_itself_after_a_day_or_when_the_shop_says(sandbox: RunningSandbox) -> None:
    now = 1_800_000_000
    sandbox.ask("/sandbox/clock", {"stand": str(now)})
    day, soon = opened(sandbox), opened(sandbox, expires_at=now + 1800)
    assert day.expires_at == now + DAY

    sandbox.ask("/sandbox/clock", {"advance": "1800"})
    assert (seen(sandbox, day).status, seen(sandbox, soon).status) == ("open", "expired")
    sandbox.ask("/sandbox/clock", {"advance": str(DAY)})
    assert seen(sandbox, day).status == "expired"

    listed = sandbox.client.v1.checkout.sessions.list({"status": "expired"}).data
    assert [one.id for one in listed] == [soon.id, day.id]


@pytest.mark.parametrize("verb", ["confirm", "cancel"])
def test_an_intent_of_a_page_is_left_to_the_page(sandbox: RunningSandbox, verb: str) -> None:
    session = opened(sandbox)
    press(sandbox, session, {**BUYER, "number": "4000000000009995"})
    do = getattr(sandbox.client.v1.payment_intents, verb)

    with pytest.raises(stripe.InvalidRequestError, match="was created by Checkout"):
        do(seen(sandbox, session).payment_intent.id)


def test_a_session_is_made_once_for_a_key(sandbox: RunningSandbox) -> None:
    first, second = (opened(sandbox, {"idempotency_key": "k"}) for _ in range(2))

    assert first.id == second.id
    with pytest.raises(stripe.IdempotencyError):
        opened(sandbox, {"idempotency_key": "k"}, line_items=[line(quantity=3)])


@pytest.mark.parametrize(
    ("told", "param"),
    [
        ({"mode": None}, "mode"),
        ({"mode": "subscription"}, "mode"),
        ({"success_url": None}, "success_url"),
        ({"success_url": "javascript:alert(1)"}, "success_url"),
        ({"cancel_url": "shop"}, "cancel_url"),
        ({"line_items": None}, "line_items"),
        ({"line_items": [line(), line(currency="usd")]}, "line_items"),
        ({"line_items": [line(quantity=0)]}, "line_items[0][quantity]"),
        ({"line_items": [line(amount=-1)]}, "line_items[0][price_data][unit_amount]"),
        ({"line_items": [{"quantity": 1}]}, "line_items[0][price_data][currency]"),
        ({"line_items": [{"price": "price_1", "quantity": 1}]}, "line_items[0][price]"),
        ({"line_items": [line(amount=10, quantity=1)]}, "amount"),
        ({"expires_at": 1}, "expires_at"),
        ({"customer": "cus_x"}, "customer"),
        ({"ui_mode": "hosted_page"}, "ui_mode"),
        ({"payment_intent_data": {"capture_method": "later"}}, "capture_method"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    sandbox: RunningSandbox, told: dict[str, Any], param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        opened(sandbox, **told)

    assert refused.value.param == param
    assert sandbox.client.v1.checkout.sessions.list().data == []


def test_a_customer_and_an_address_do_not_go_together(sandbox: RunningSandbox) -> None:
    ada = sandbox.client.v1.customers.create({})

    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        opened(sandbox, customer=ada.id, customer_email="ben@example.com")


def test_nothing_of_a_card_is_written_down(sandbox: RunningSandbox) -> None:
    press(sandbox, opened(sandbox), BUYER)

    assert "4242424242" not in json.dumps(sandbox.ask("/sandbox/journal")).replace(" ", "")


def test_a_page_that_is_not_there_is_not_found(sandbox: RunningSandbox) -> None:
    with pytest.raises(HTTPError, match="404") as refused:
        sandbox.open("/c/pay/cs_test_x")

    refused.value.close()
