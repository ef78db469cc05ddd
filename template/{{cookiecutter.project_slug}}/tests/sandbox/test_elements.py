"""What a browser asks of the stand-in for Stripe.js."""

import json
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.sandboxes import RunningSandbox


def typed(
    sandbox: RunningSandbox, secret: str, number: str = "4242 4242 4242 4242", key: str = "pk_test_x"
) -> Any:
    """Type a card into the frame and pay with it."""
    form = {"key": key, "client_secret": secret, "number": number, "return_url": sandbox.back}
    try:
        return sandbox.ask("/elements/confirm", form)
    except HTTPError as error:
        with error:
            return json.load(error)


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


@pytest.mark.parametrize("path", ["/stripe.js", "/elements"])
def test_what_a_browser_loads_asks_nobody_else(sandbox: RunningSandbox, path: str) -> None:
    with sandbox.open(path) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        said = answer.read().decode()

    assert "https://" not in said.replace("https://js.stripe.com", "")
