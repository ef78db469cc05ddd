"""The sandbox's Stripe, driven by the real SDK, and each exchange held against what Stripe publishes."""

import json
import subprocess
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request

import pytest
import stripe

from tests.contracts.published import missing, object_problems, operation_of, read, request_problems, requests
from tests.contracts.sandboxes import BROWSER, STORE, Running

pytestmark = missing

CARDS = ("pm_card_visa", "pm_card_mastercard", "pm_card_visa_chargeDeclined", "pm_card_createDispute")
ASK = {"card": {"request_three_d_secure": "any"}}


def pay(sandbox: Running, card: str, **more: Any) -> Any:
    """Pay twenty euros with a card; a card that is declined gives the error."""
    params: Any = {
        "amount": 2000,
        "currency": "eur",
        "confirm": True,
        "payment_method": card,
        "return_url": sandbox.back,
        "metadata": {"order": "ord_1"},
        **more,
    }
    try:
        return sandbox.stripe.v1.payment_intents.create(params)
    except stripe.CardError as error:
        return error


def clicked(sandbox: Running, intent: Any, proved: str) -> None:
    """Be the buyer at the bank's page."""
    page = intent.next_action.redirect_to_url.url
    with BROWSER.open(page, data=f"proved={proved}".encode(), timeout=20) as back:
        assert f"payment_intent={intent.id}" in back.url


def filled_in(sandbox: Running, session: Any, number: str) -> None:
    """Be the buyer on the page of a checkout session."""
    told = {"number": number, "expiry": "12 / 34", "cvc": "123", "name": "Ada", "email": "ada@example.com"}
    try:
        BROWSER.open(session.url, data=urlencode(told).encode(), timeout=20).close()
    except HTTPError as declined:
        declined.close()


def pages(sandbox: Running) -> None:
    """Do everything once that can be done with checkout sessions."""
    sessions = sandbox.stripe.v1.checkout.sessions
    about = {
        "name": "Mug",
        "description": "Blue",
        "images": ["https://example.com/m"],
        "metadata": {"sku": "1"},
    }
    price = {"currency": "eur", "unit_amount": 1000, "tax_behavior": "inclusive", "product_data": about}
    params: Any = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 2, "metadata": {"line": "1"}}],
        "success_url": sandbox.back + "?session={CHECKOUT_SESSION_ID}",
        "cancel_url": sandbox.back,
        "client_reference_id": "ord_1",
        "metadata": {"order": "ord_1"},
        "submit_type": "pay",
        "locale": "auto",
    }
    paid = sessions.create({**params, "customer_email": "ada@example.com", "expand": ["line_items"]})
    filled_in(sandbox, paid, "4000000000000002")
    sessions.retrieve(paid.id)
    filled_in(sandbox, paid, "4242424242424242")
    sessions.retrieve(paid.id, {"expand": ["payment_intent", "line_items.data.price.product"]})
    intent: Any = {"metadata": {"payment": "1"}, "setup_future_usage": "off_session", "description": "Mugs"}
    kept = sessions.create({**params, "customer_creation": "always", "payment_intent_data": intent})
    filled_in(sandbox, kept, "4242424242424242")
    sessions.retrieve(kept.id, {"expand": ["customer"]})
    held = sessions.create({**params, "payment_intent_data": {"capture_method": "manual"}})
    filled_in(sandbox, held, "4242424242424242")
    asked = sessions.create({**params, "payment_method_options": ASK})
    filled_in(sandbox, asked, "4000000000003055")
    sessions.retrieve(asked.id, {"expand": ["payment_intent"]})
    sessions.expire(sessions.create({**params, "expires_at": int(time.time()) + 3600}).id)
    sessions.list({"limit": 100})
    sessions.line_items.list(paid.id, {"limit": 10})


def clocks(sandbox: Running) -> None:
    """Do everything once that can be done with test clocks."""
    v1 = sandbox.stripe.v1
    clock = v1.test_helpers.test_clocks.create({"frozen_time": 1_900_000_000, "name": "A week"})
    customer = v1.customers.create({"name": "Ada", "test_clock": clock.id})
    v1.customers.list({"test_clock": clock.id})
    pay(sandbox, "pm_card_visa", customer=customer.id, capture_method="manual")
    v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": 1_900_700_000})
    v1.test_helpers.test_clocks.retrieve(clock.id)
    other = v1.customers.create({})
    v1.test_helpers.test_clocks.create({"frozen_time": 1_900_000_000, "customer": other.id})
    v1.test_helpers.test_clocks.list({"limit": 3})
    v1.test_helpers.test_clocks.delete(clock.id)


def everything(sandbox: Running) -> None:
    """Do everything once that the sandbox can do."""
    v1 = sandbox.stripe.v1
    customer = v1.customers.create({"email": "ada@example.com", "name": "Ada", "metadata": {"user": "1"}})
    v1.customers.update(customer.id, {"description": "A potter"})
    v1.customers.retrieve(customer.id)
    v1.customers.list({"limit": 3})
    method = v1.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    v1.payment_methods.attach(method.id, {"customer": customer.id})
    v1.payment_methods.list({"customer": customer.id, "type": "card"})
    v1.customers.payment_methods.list(customer.id)
    v1.payment_methods.retrieve(method.id)
    for card in CARDS:
        pay(sandbox, card)
    pay(
        sandbox, method.id, customer=customer.id, off_session=True, expand=["latest_charge", "payment_method"]
    )
    for proved in ("yes", ""):
        clicked(sandbox, pay(sandbox, "pm_card_authenticationRequired"), proved)
    clicked(sandbox, pay(sandbox, "pm_card_threeDSecureOptional", payment_method_options=ASK), "yes")
    held = pay(sandbox, "pm_card_visa", capture_method="manual")
    v1.payment_intents.capture(held.id, {"amount_to_capture": 1500})
    v1.refunds.create({"payment_intent": held.id, "amount": 500, "reason": "requested_by_customer"})
    refund = v1.refunds.create({"charge": held.latest_charge})
    v1.refunds.retrieve(refund.id)
    v1.refunds.list({"payment_intent": held.id})
    free = v1.payment_intents.create({"amount": 2000, "currency": "eur", "capture_method": "manual"})
    v1.payment_intents.update(free.id, {"amount": 2100, "metadata": {"order": "ord_2"}})
    v1.payment_intents.confirm(free.id, {"payment_method": "pm_card_amex", "return_url": sandbox.back})
    told: Any = {"payment_method": "pm_card_visa", "return_url": sandbox.back, "payment_method_options": ASK}
    v1.payment_intents.confirm(v1.payment_intents.create({"amount": 2000, "currency": "eur"}).id, told)
    v1.payment_intents.cancel(free.id, {"cancellation_reason": "requested_by_customer"})
    v1.payment_intents.retrieve(free.id)
    v1.payment_intents.list({"limit": 100})
    for charge in v1.charges.list({"limit": 100}).data:
        v1.charges.retrieve(charge.id)
    for dispute in v1.disputes.list().data:
        v1.disputes.retrieve(dispute.id)
        v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}})
    lost = pay(sandbox, "pm_card_createDispute")
    v1.disputes.close(v1.disputes.list({"payment_intent": lost.id}).data[0].id)
    v1.payment_methods.detach(method.id)
    pages(sandbox)
    clocks(sandbox)
    events = list(v1.events.list({"limit": 100}).auto_paging_iter())
    v1.events.retrieve(events[0].id)
    v1.events.list({"types": ["charge.failed"], "created": {"gte": 0}})


def test_all_that_it_accepts_and_answers_is_what_stripe_publishes(sandbox: Running) -> None:
    everything(sandbox)

    wrong = []
    for one in sandbox.journal():
        where = f"{one['method']} {one['path']}"
        wrong += [
            f"{where} asks {each}" for each in request_problems(one["method"], one["path"], one["form"])
        ]
        said = one["body"].get("error", {}).get("payment_intent") if "error" in one["body"] else one["body"]
        wrong += [f"{where} answers {each}" for each in object_problems(said)]
    assert wrong == []


def test_everything_means_every_operation_that_it_has(sandbox: Running) -> None:
    everything(sandbox)

    asked = {(one["method"], one["path"].count("/"), one["path"].split("/")[2]) for one in sandbox.journal()}
    had = sandbox.ask("/sandbox/stripe/operations")
    assert {(each["method"], each["path"].count("/"), each["path"].split("/")[2]) for each in had} == asked


def test_each_parameter_that_it_takes_is_published(sandbox: Running) -> None:
    published = requests()

    for each in sandbox.ask("/sandbox/stripe/operations"):
        params = published["x-operations"][operation_of(each["method"], each["path"])]["params"]
        known = set(published["$defs"][params]["properties"])
        assert set(each["takes"]) <= known, each["path"]


@pytest.mark.parametrize(
    "name", ["payment_method_types[0]", "coupon", "promotion_code", "ui_mode", "sandbox"]
)
def test_what_this_version_does_not_know_is_refused(sandbox: Running, name: str) -> None:
    for each in sandbox.ask("/sandbox/stripe/operations"):
        path = each["path"].replace("{id}", "x")
        asked = Request(  # noqa: S310
            f"{sandbox.url}{path}?{name}=x",
            data=f"{name}=x".encode() if each["method"] == "POST" else None,
            headers={"Authorization": "Bearer sk_test_contract"},
            method=each["method"],
        )
        with pytest.raises(HTTPError) as refused:
            BROWSER.open(asked, timeout=10)
        with refused.value as answer:
            said = json.load(answer)["error"]
        assert (answer.status, said["type"]) == (400, "invalid_request_error"), path
        assert said["message"].startswith("Received unknown parameter"), path


def test_its_signatures_are_those_of_the_published_vectors() -> None:
    for vector in read("stripe/signature/vectors.json")["vectors"]:
        if vector["name"] not in {"valid", "bad-signature"}:
            continue
        moment, payload = vector["timestamp"], vector["payload"].encode()
        made = signed(payload, vector["secret"], moment)
        assert (made == vector["header"]) is vector["valid"]


def signed(payload: bytes, secret: str, moment: int) -> str:
    """Sign as the sandbox does, in a process of its own: the kit never imports the store."""
    program = (
        "import sys; from sandbox.stripe.signing import signature; "
        "sys.stdout.write(signature(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2])))"
    )
    command = [sys.executable, "-B", "-c", program, secret, str(moment)]
    return subprocess.run(command, cwd=STORE, input=payload, capture_output=True, check=True).stdout.decode()
