"""The bank's page for 3-D Secure: one click for yes, one for no."""

from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sandbox.server import Answer, App, Request
from sandbox.stripe import intents
from sandbox.stripe.errors import StripeError
from sandbox.stripe.state import State, Thing

# As at https://docs.stripe.com/currencies; all others have two.
DECIMALS = dict.fromkeys(("clp", "jpy", "krw", "vnd"), 0) | dict.fromkeys(
    ("bhd", "jod", "kwd", "omr", "tnd"), 3
)
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem }
button { font: inherit; padding: .6rem 1rem; margin-inline-end: .5rem; min-height: 2.75rem }
"""


class Pages:
    """The pages that a buyer sees."""

    def __init__(self, state: State) -> None:
        self.state = state

    def join(self, app: App) -> None:
        """Serve them."""
        app.route("GET", "/3d-secure/{id}", self.ask, page=True)
        app.route("POST", "/3d-secure/{id}", self.answered, page=True)

    def ask(self, request: Request) -> Answer:
        """Ask the buyer who they are."""
        try:
            intent = self.state.get("pi", request.args["id"])
        except StripeError as error:
            return Answer.page(f"<p>{escape(error.message)}", status=404)
        if intent["status"] != "requires_action":
            return Answer.page(wrapped("<p>There is nothing to confirm any more.</p>"), status=409)
        amount = written(intent["amount"], intent["currency"])
        buttons = (
            '<form method="post"><button name="proved" value="yes">It is me</button>'
            '<button name="proved" value="">It is not me</button></form>'
        )
        return Answer.page(wrapped(f"<p>Somebody wants to pay <strong>{amount}</strong>.</p>{buttons}"))

    def answered(self, request: Request) -> Answer:
        """Go on, and send the buyer back to the shop."""
        with self.state.lock:
            self.state.clock.catch_up()
            try:
                intent = self.state.get("pi", request.args["id"])
                back = ((intent["next_action"] or {}).get("redirect_to_url") or {}).get("return_url")
                intents.answered(self.state, intent, proved=dict(request.form).get("proved") == "yes")
            except StripeError as error:
                if "payment_intent" not in error.fields:
                    return Answer.page(wrapped(f"<p>{escape(error.message)}</p>"), status=error.status)
            return Answer.redirect(returning(back, intent)) if back else Answer.page(wrapped("<p>Done.</p>"))


def written(amount: int, currency: str) -> str:
    """An amount as the bank's page shows it: of yen there are no cents, of dinars a thousand."""
    decimals = DECIMALS.get(currency, 2)
    return f"{amount / 10**decimals:.{decimals}f} {currency.upper()}"


def returning(back: str, intent: Thing) -> str:
    """The shop's address, with what Stripe adds to it. The shop believes none of it, and asks."""
    added = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if intent["status"] in {"succeeded", "requires_capture"} else "failed",
    }
    address = urlsplit(back)
    return urlunsplit(address._replace(query=urlencode([*parse_qsl(address.query), *added.items()])))


def wrapped(body: str) -> str:
    """A page around a body."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Your bank</title><style>{STYLE}</style>'
        f'<meta name="viewport" content="width=device-width"><main><h1>Your bank</h1>{body}</main></html>'
    )
