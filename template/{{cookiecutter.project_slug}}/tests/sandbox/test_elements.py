"""What a browser asks of the stand-in for Stripe.js."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
import stripe

from tests.sandboxes import RunningSandbox

KEY = "pk_test_x"
CARD = {"number": "4242 4242 4242 4242", "expiry": "12 / 34", "cvc": "123"}


def asked(sandbox: RunningSandbox, path: str, form: dict[str, str] | None) -> Any:
    """Ask as the script and the frame do; a refusal is an answer, too."""
    try:
        return sandbox.ask(path, form)
    except HTTPError as error:
        with error:
            return json.load(error)


def typed(sandbox: RunningSandbox, secret: str, number: str = "4242 4242 4242 4242", key: str = KEY) -> Any:
    """Type a card into the frame and pay with it."""
    form = {**CARD, "key": key, "client_secret": secret, "number": number, "return_url": sandbox.back}
    return asked(sandbox, "/elements/confirm", form)


def chosen(sandbox: RunningSandbox, **told: str) -> Any:
    """Type a card into the frame, and have a name for it made."""
    return asked(sandbox, "/elements/method", {"key": KEY, **CARD, **told})


def test_a_card_that_is_typed_in_pays(sandbox: RunningSandbox) -> None:
    intent = sandbox.intent()

    said = typed(sandbox, intent.client_secret)["paymentIntent"]

    assert (said["id"], said["status"]) == (intent.id, "succeeded")
    assert "metadata" not in said
    assert sandbox.client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_a_card_that_is_declined_says_why_and_another_one_pays(sandbox: RunningSandbox) -> None:
    secret = sandbox.intent().client_secret

    assert typed(sandbox, secret, "4000000000009995")["error"]["decline_code"] == "insufficient_funds"
    assert typed(sandbox, secret, "1234")["error"]["code"] == "invalid_number"
    assert typed(sandbox, secret, "4242424242424241")["error"]["code"] == "incorrect_number"
    assert typed(sandbox, secret, "4111111111111111")["error"]["decline_code"] == "test_mode_live_card"
    assert typed(sandbox, secret)["paymentIntent"]["status"] == "succeeded"


def test_a_bank_that_asks_has_a_page_for_it(sandbox: RunningSandbox) -> None:
    said = typed(sandbox, sandbox.intent().client_secret, "4000002760003184")["paymentIntent"]

    assert said["status"] == "requires_action"
    with sandbox.open(said["next_action"]["redirect_to_url"]["url"], {"proved": "yes"}) as back:
        assert "redirect_status=succeeded" in back.url


@pytest.mark.parametrize("wrong", ["secret", "key"])
def test_who_does_not_know_the_secret_pays_nothing(sandbox: RunningSandbox, wrong: str) -> None:
    intent = sandbox.intent()
    secret = f"{intent.id}_secret_guessed" if wrong == "secret" else intent.client_secret
    key = "sk_test_shop" if wrong == "key" else "pk_test_x"

    assert typed(sandbox, secret, key=key)["error"]["type"] == "invalid_request_error"

    assert sandbox.client.v1.payment_intents.retrieve(intent.id).status == "requires_payment_method"


def test_a_card_gets_a_name_with_which_the_server_pays(sandbox: RunningSandbox) -> None:
    said = chosen(sandbox, expiry="7/31", **{"billing_details[name]": "Ada"})["paymentMethod"]

    assert said["id"].startswith("pm_")
    assert (said["card"]["brand"], said["card"]["last4"]) == ("visa", "4242")
    assert (said["card"]["exp_month"], said["card"]["exp_year"]) == (7, 2031)
    assert said["billing_details"]["name"] == "Ada"
    assert sandbox.pay(said["id"]).status == "succeeded"


def test_a_card_that_will_be_declined_has_a_name_all_the_same(sandbox: RunningSandbox) -> None:
    said = chosen(sandbox, number="4000000000009995")["paymentMethod"]

    with pytest.raises(stripe.CardError, match="insufficient funds"):
        sandbox.pay(said["id"])


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("number", "", "invalid_number"),
        ("expiry", "13 / 34", "invalid_expiry_month"),
        ("expiry", "", "invalid_expiry_month"),
        ("expiry", "12 / 20", "invalid_expiry_year"),
        ("cvc", "12", "invalid_cvc"),
        ("cvc", "1234", "invalid_cvc"),
    ],
)
def test_what_cannot_be_on_a_card_is_refused(
    sandbox: RunningSandbox, field: str, value: str, code: str
) -> None:
    error = chosen(sandbox, **{field: value})["error"]

    assert (error["type"], error["code"]) == ("card_error", code)


def test_a_card_pays_until_the_end_of_its_last_month(sandbox: RunningSandbox) -> None:
    sandbox.ask("/sandbox/clock", {"stand": "1806537599"})  # 31 March 2027, the last second
    assert "paymentMethod" in chosen(sandbox, expiry="03 / 27")

    sandbox.ask("/sandbox/clock", {"advance": "1"})

    assert chosen(sandbox, expiry="03 / 27")["error"]["code"] == "invalid_expiry_year"


def test_a_page_asks_where_an_intent_stands(sandbox: RunningSandbox) -> None:
    intent = sandbox.pay("pm_card_authenticationRequired")
    query = urlencode({"key": KEY, "client_secret": intent.client_secret})

    with sandbox.open(f"/elements/intent?{query}") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        said = json.load(answer)["paymentIntent"]

    assert said["status"] == "requires_action"
    assert said["next_action"]["redirect_to_url"] == intent.to_dict()["next_action"]["redirect_to_url"]
    wrong = asked(sandbox, f"/elements/intent?key={KEY}&client_secret={intent.id}_secret_x", None)
    assert wrong["error"]["param"] == "client_secret"


@pytest.mark.parametrize("path", ["/elements/method", "/elements/confirm"])
def test_a_browser_that_sends_what_nobody_expects_is_refused(sandbox: RunningSandbox, path: str) -> None:
    error = asked(sandbox, path, {"key": KEY, **CARD, "amount": "1"})["error"]

    assert error["code"] == "parameter_unknown"


@pytest.mark.parametrize("path", ["/stripe.js", "/elements", "/elements/frame.js", "/elements/frame.css"])
def test_what_a_browser_loads_asks_nobody_else(sandbox: RunningSandbox, path: str) -> None:
    with sandbox.open(path) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        said = answer.read().decode()

    assert "https://" not in said.replace("https://js.stripe.com", "")
