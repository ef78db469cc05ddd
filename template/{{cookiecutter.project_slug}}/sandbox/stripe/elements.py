"""A stand-in for Stripe.js: enough of `Stripe(key).elements()` and `confirmPayment` to pay in a browser.

As at Stripe, the fields for the card are a page of the provider's own in a frame. What is typed there goes to
the provider, and the shop's page never sees it.
"""

from pathlib import Path

from sandbox.server import Answer, App, Request
from sandbox.stripe import intents
from sandbox.stripe.cards import BY_NUMBER, Card
from sandbox.stripe.errors import CardError, Invalid, NotAllowed, StripeError
from sandbox.stripe.resources.payment_methods import typed
from sandbox.stripe.state import State, Thing

HERE = Path(__file__).parent / "browser"


def file(name: str, kind: str) -> Answer:
    """A file for browsers, to be asked for anew each time."""
    return Answer(
        body=(HERE / name).read_bytes(), type=f"{kind}; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


class Elements:
    """What browsers ask of Stripe."""

    def __init__(self, state: State, url: str) -> None:
        self.state = state
        self.url = url

    def join(self, app: App) -> None:
        """Serve the script, the frame, and what the frame asks."""
        app.route("GET", "/stripe.js", lambda _: file("stripe.js", "text/javascript"))
        app.route("GET", "/elements", lambda _: file("frame.html", "text/html"))
        app.route("POST", "/elements/confirm", self.confirm)

    def confirm(self, request: Request) -> Answer:
        """Pay with the card that was typed in."""
        told = dict(request.form)
        with self.state.lock:
            self.state.clock.catch_up()
            try:
                intent = self._intent(told)
                method = typed(self.state, card_of(told))
                given = {"payment_method": method["id"], "return_url": told.get("return_url")}
                intents.confirm(self.state, intent, given, self.url)
            except StripeError as error:
                return Answer.of(error.as_json(), status=error.status)
            return Answer.of({"paymentIntent": public(intent)})

    def _intent(self, told: dict[str, str]) -> Thing:
        """The intent that a browser may pay, since it knows its secret.

        Raises:
            StripeError: it does not know.
        """
        if not told.get("key", "").startswith("pk_test_"):
            raise NotAllowed("You did not provide a publishable test key.")
        secret = told.get("client_secret", "")
        intent = self.state.get("pi", secret.partition("_secret_")[0])
        if intent["client_secret"] != secret:
            raise Invalid("The client_secret provided does not match.", param="client_secret")
        return intent


def card_of(told: dict[str, str]) -> Card:
    """The test card with a number."""
    number = told.get("number", "").replace(" ", "")
    if number not in BY_NUMBER:
        raise CardError("Your card number is invalid.", code="invalid_number", param="number")
    return BY_NUMBER[number]


def public(intent: Thing) -> Thing:
    """What a browser may know of an intent."""
    names = ("id", "object", "amount", "currency", "status", "next_action", "client_secret", "payment_method")
    return {name: intent[name] for name in names}
