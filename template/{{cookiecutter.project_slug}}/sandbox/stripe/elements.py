"""A stand-in for Stripe.js: enough of `Stripe(key)` to choose a card in a browser, or to pay with it there.

As at Stripe, the fields for the card are a page of the provider's own in a frame. What is typed there goes to
the provider, and the shop's page never sees it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sandbox.server import Answer, App, Request
from sandbox.stripe import intents
from sandbox.stripe.entering import FIELDS, entered
from sandbox.stripe.errors import Invalid, NotAllowed, StripeError
from sandbox.stripe.forms import TEXT, Takes, read, tree
from sandbox.stripe.resources.payment_methods import BILLING, typed
from sandbox.stripe.state import State, Thing

HERE = Path(__file__).parent / "browser"
FILES = {
    "/stripe.js": ("stripe.js", "text/javascript"),
    "/elements": ("frame.html", "text/html"),
    "/elements/frame.js": ("frame.js", "text/javascript"),
    "/elements/frame.css": ("frame.css", "text/css"),
}
CHOOSING: Takes = {"key": TEXT, "billing_details": BILLING, **FIELDS}
PAYING: Takes = {"client_secret": TEXT, "return_url": TEXT, **CHOOSING}
LOOKING: Takes = {"key": TEXT, "client_secret": TEXT}


def file(name: str, kind: str, _: Request) -> Answer:
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
        """Serve the script and the frame, and answer both."""
        for path, (name, kind) in FILES.items():
            app.route("GET", path, partial(file, name, kind))
        asked: tuple[tuple[str, str, Takes, Callable[[Thing], Thing]], ...] = (
            ("POST", "/elements/method", CHOOSING, self.choose),
            ("POST", "/elements/confirm", PAYING, self.pay),
            ("GET", "/elements/intent", LOOKING, self.look),
        )
        for method, path, takes, do in asked:
            app.route(method, path, partial(self._asked, takes, do), page=True)

    def _asked(self, takes: Takes, do: Callable[[Thing], Thing], request: Request) -> Answer:
        """Answer whoever has a publishable key."""
        with self.state.lock:
            self.state.clock.catch_up()
            try:
                told = read(tree(request.form), takes)
                if not (told.get("key") or "").startswith("pk_test_"):
                    raise NotAllowed("You did not provide a publishable test key.")
                said, status = do(told), 200
            except StripeError as error:
                said, status = error.as_json(), error.status
        answer = Answer.of(said, status)
        # The shop's page may ask, though its origin is another one; no cookie is of any use here.
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    def choose(self, told: Thing) -> Thing:
        """Keep the card that was typed in, under a name that says nothing of it."""
        return {"paymentMethod": public(self._typed(told), OF_METHOD)}

    def pay(self, told: Thing) -> Thing:
        """Pay with the card that was typed in."""
        intent = self._intent(told)
        given = {"payment_method": self._typed(told)["id"], "return_url": told.get("return_url")}
        intents.confirm(self.state, intent, given, self.url)
        return {"paymentIntent": public(intent, OF_INTENT)}

    def look(self, told: Thing) -> Thing:
        """Say where an intent stands."""
        return {"paymentIntent": public(self._intent(told), OF_INTENT)}

    def _typed(self, told: Thing) -> Thing:
        card = entered(told, self.state.clock.now())
        return typed(self.state, card.card, told.get("billing_details"), card.expires)

    def _intent(self, told: Thing) -> Thing:
        """The intent of which a browser may know, since it knows its secret.

        Raises:
            StripeError: it does not know.
        """
        secret = told.get("client_secret") or ""
        intent = self.state.get("pi", secret.partition("_secret_")[0])
        if intent["client_secret"] != secret:
            raise Invalid("The client_secret provided does not match.", param="client_secret")
        return intent


OF_INTENT = (
    "id", "object", "amount", "currency", "status", "next_action", "client_secret", "payment_method",
    "last_payment_error",
)  # fmt: skip
OF_METHOD = ("id", "object", "type", "billing_details", "card", "created", "customer", "livemode")


def public(thing: Thing, names: tuple[str, ...]) -> Thing:
    """What a browser may know of a thing."""
    return {name: thing[name] for name in names}
