"""What happens at the simulated Stripe is told to the shop: signed, and on demand in all the wrong ways."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest
import stripe

from sandbox.stripe.signing import signature
from sandbox.webhooks import PAUSES, Endpoint, Policy
from tests.sandboxes import RunningSandbox, running_sandbox

SECRET = "whsec_tests"
PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


class Shop(ThreadingHTTPServer):
    """Takes webhooks.

    Attributes:
        got: what came, as its signature and its body.
        answers: how to answer the next ones; 200 when nothing is left.
        slow: unset while the shop takes its time for an answer.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.got: Queue[tuple[str, bytes]] = Queue()
        self.answers: list[int] = []
        self.slow = threading.Event()
        self.slow.set()

    @property
    def url(self) -> str:
        """Where webhooks are to be sent."""
        return f"http://127.0.0.1:{self.server_address[1]}/webhooks/stripe"

    def types(self, count: int) -> list[str]:
        """The types of the next so many events, in the order in which they came."""
        return [json.loads(self.got.get(timeout=20)[1])["type"] for _ in range(count)]


class Taker(BaseHTTPRequestHandler):
    """Takes one webhook."""

    server: Shop

    def do_POST(self) -> None:
        """Take it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # Kept before it is answered: the next one comes as soon as this one is.
        self.server.got.put((self.headers["Stripe-Signature"], body))
        self.server.slow.wait(timeout=20)
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def shop() -> Iterator[Shop]:
    """Somebody who takes webhooks."""
    with Shop() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def told(shop: Shop) -> Iterator[RunningSandbox]:
    """A sandbox that tells this shop."""
    with running_sandbox("--webhook", shop.url, "--secret", SECRET) as one:
        yield one


def pay(sandbox: RunningSandbox, how: str = "") -> None:
    """Pay, and have the webhooks of it sent in some way."""
    params: Any = {
        "amount": 2000,
        "currency": "eur",
        "confirm": True,
        "payment_method": "pm_card_visa",
        "return_url": sandbox.back,
    }
    sandbox.client.v1.payment_intents.create(params, {"headers": {"Sandbox-Webhooks": how} if how else {}})


def test_stripes_own_library_believes_them(told: RunningSandbox, shop: Shop) -> None:
    pay(told)

    for expected in PAID:
        header, body = shop.got.get(timeout=20)
        event = stripe.Webhook.construct_event(body, header, SECRET)
        assert (event.type, event.api_version) == (expected, stripe.api_version)
        assert told.client.v1.events.retrieve(event.id).pending_webhooks == 1


@pytest.mark.parametrize("change", ["body", "secret"])
def test_what_was_changed_on_the_way_is_not_believed(told: RunningSandbox, shop: Shop, change: str) -> None:
    pay(told)
    header, body = shop.got.get(timeout=20)
    body = body.replace(b"2000", b"2001") if change == "body" else body
    secret = "whsec_other" if change == "secret" else SECRET

    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, header, secret)


def test_the_moment_is_signed_too() -> None:
    assert signature(b"{}", SECRET, 1) != signature(b"{}", SECRET, 2)


def test_twice(told: RunningSandbox, shop: Shop) -> None:
    pay(told, "copies=2")

    assert shop.types(6) == [name for name in PAID for _ in range(2)]


def test_the_last_one_first(told: RunningSandbox, shop: Shop) -> None:
    pay(told, "reverse")

    assert shop.types(3) == PAID[::-1]


def test_lost_and_found_again_by_who_asks(told: RunningSandbox, shop: Shop) -> None:
    pay(told, "lose")
    told.client.v1.customers.create({})

    assert shop.types(1) == ["customer.created"]
    assert told.happened()[:3] == PAID


def test_held_until_somebody_lets_go(told: RunningSandbox, shop: Shop) -> None:
    told.ask("/sandbox/webhooks", {"hold": "on"})
    pay(told)
    told.ask("/sandbox/webhooks", {"copies": "1"})
    told.client.v1.customers.create({})
    assert shop.types(1) == ["customer.created"]

    assert told.ask("/sandbox/webhooks/release", {"reverse": "on"}) == {"released": 3}

    assert shop.types(3) == PAID[::-1]


def test_a_late_one_is_overtaken(told: RunningSandbox, shop: Shop) -> None:
    pay(told, "delay=0.3")
    told.client.v1.customers.create({})

    assert shop.types(4) == ["customer.created", *PAID]


def test_who_does_not_take_it_is_told_again(told: RunningSandbox, shop: Shop) -> None:
    shop.answers = [500]

    told.client.v1.customers.create({})

    first, second = shop.got.get(timeout=20), shop.got.get(timeout=20)
    assert first[1] == second[1]
    assert PAUSES[0] == 1


def test_a_shop_that_is_away_does_not_hold_anybody_up() -> None:
    with running_sandbox("--webhook", "http://127.0.0.1:9/") as sandbox:
        assert sandbox.pay().status == "succeeded"


def test_nobody_who_asks_waits_for_a_shop_that_is_slow(told: RunningSandbox, shop: Shop) -> None:
    shop.slow.clear()
    pay(told)
    first = json.loads(shop.got.get(timeout=20)[1])
    assert first["type"] == "payment_intent.created"

    # The shop holds the first webhook until it is told to answer. The API does not wait for that.
    assert told.pay().status == "succeeded"
    assert shop.got.empty()

    shop.slow.set()
    assert shop.types(5) == [*PAID[1:], *PAID]


def test_all_that_happens_to_an_intent_is_told_in_the_version_that_stripes_library_speaks(
    told: RunningSandbox, shop: Shop
) -> None:
    v1 = told.client.v1
    held = told.pay(capture_method="manual")
    v1.payment_intents.capture(held.id)
    v1.refunds.create({"payment_intent": held.id})
    v1.payment_intents.cancel(told.pay(capture_method="manual").id)
    with pytest.raises(stripe.CardError):
        told.pay("pm_card_visa_chargeDeclined")
    page = told.pay("pm_card_authenticationRequired").next_action.redirect_to_url.url
    told.open(page, {"proved": "yes"}).close()

    events = [json.loads(shop.got.get(timeout=20)[1]) for _ in range(19)]

    assert {event["api_version"] for event in events} == {stripe.api_version}
    assert {event["type"] for event in events} == {
        "charge.captured",
        "charge.failed",
        "charge.refunded",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "payment_intent.canceled",
        "payment_intent.created",
        "payment_intent.payment_failed",
        "payment_intent.requires_action",
        "payment_intent.succeeded",
        "refund.created",
    }


def test_webhooks_go_to_this_machine_and_nowhere_else() -> None:
    for address in ("https://example.com/", "http://example.com/", "http://127.0.0.1.example.com/"):
        with pytest.raises(ValueError, match="nowhere else"):
            Endpoint(address, SECRET)


def test_words_that_nobody_understands_are_refused_before_anything_is_done(told: RunningSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Sandbox-Webhooks"):
        pay(told, "copies=many")

    assert told.happened() == []


def test_how_to_send_is_said_in_words() -> None:
    assert Policy.of({"copies": "3", "delay": "1.5", "reverse": ""}) == Policy(3, 1.5, reverse=True)
    assert Policy.of({"lose": "on"}).copies == 0
    assert Policy.of({}) == Policy()


def test_the_console_shows_what_was_sent(told: RunningSandbox, shop: Shop) -> None:
    pay(told)
    shop.types(3)

    with told.open("/sandbox") as shown:
        page = shown.read().decode()

    assert "<h2>Webhooks</h2>" in page
    assert "payment_intent.created evt_" in page
