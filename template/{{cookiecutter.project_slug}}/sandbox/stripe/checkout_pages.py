"""The page of a checkout session: what is bought, fields for a card, and a way back to the shop."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from sandbox.server import Answer, App, Request
from sandbox.stripe import checkout
from sandbox.stripe.entering import entered
from sandbox.stripe.errors import CardError, StripeError
from sandbox.stripe.pages import written
from sandbox.stripe.state import State, Thing

STYLE = (Path(__file__).parent / "hosted" / "checkout.css").read_text("utf-8")
Show = Callable[[Thing, Mapping[str, str]], Answer]
# Label, what the field is called, what a browser may fill in, and which keys a telephone shows.
FIELDS = (
    ("Email", "email", "email", "email"),
    ("Card number", "number", "cc-number", "numeric"),
    ("Expiry (MM / YY)", "expiry", "cc-exp", "numeric"),
    ("Security code", "cvc", "cc-csc", "numeric"),
    ("Name on card", "name", "cc-name", "text"),
)
# Which of Stripe's parameters is which field.
WRONG = {"exp_month": "expiry", "exp_year": "expiry"}


class CheckoutPages:
    """The pages to which a shop sends its buyers."""

    def __init__(self, state: State, url: str) -> None:
        self.state = state
        self.url = url
        checkout.complete_what_is_paid(state)

    def join(self, app: App) -> None:
        """Serve them."""
        app.route("GET", "/c/pay/{id}", lambda request: self._shown(request, self.show), page=True)
        app.route("POST", "/c/pay/{id}", lambda request: self._shown(request, self.pay), page=True)
        app.route("GET", "/c/pay/{id}/back", lambda request: self._shown(request, self.back), page=True)

    def _shown(self, request: Request, show: Show) -> Answer:
        with self.state.lock:
            self.state.clock.catch_up()
            try:
                session = self.state.get("cs_test", request.args["id"])
            except StripeError as error:
                return Answer.page(page("Checkout", f"<p>{escape(error.message)}</p>"), status=404)
            return show(session, dict(request.form))

    def show(self, session: Thing, _: Mapping[str, str]) -> Answer:
        """The page, as long as the session is open."""
        if session["status"] == "open":
            return Answer.page(self.form(session))
        if session["status"] == "complete":
            return Answer.page(over("This payment is complete.", success(session)), status=409)
        return Answer.page(
            over("This page has expired. Nothing was paid.", session["cancel_url"]), status=410
        )

    def pay(self, session: Thing, told: Mapping[str, str]) -> Answer:
        """Pay with the card that was typed in. Whoever presses "Pay" twice has paid once."""
        if session["status"] == "complete":
            return Answer.redirect(success(session))
        if session["status"] != "open":
            return self.show(session, told)
        known = checkout.known_email(self.state, session)
        buyer = checkout.Buyer(known or told.get("email", "").strip(), told.get("name", "").strip())
        try:
            if "@" not in buyer.email:
                raise CardError("Your email is incomplete.", param="email")
            card = entered(told, self.state.clock.now())
            intent = checkout.pay(self.state, session, card, buyer, self.url)
        except StripeError as error:
            return Answer.page(self.form(session, told, error), status=error.status)
        if intent["next_action"]:
            return Answer.redirect(intent["next_action"]["redirect_to_url"]["url"])
        return Answer.redirect(success(session))

    def back(self, session: Thing, _: Mapping[str, str]) -> Answer:
        """The buyer comes back from the bank. What the address says is not believed: the intent is."""
        if session["status"] == "complete":
            return Answer.redirect(success(session))
        intent = self.state.get("pi", session["payment_intent"]) if session["payment_intent"] else {}
        said = (intent.get("last_payment_error") or {}).get("message")
        if session["status"] == "open" and said:
            return Answer.page(self.form(session, {}, CardError(said)), status=402)
        return self.show(session, {})

    def form(
        self, session: Thing, told: Mapping[str, str] | None = None, error: StripeError | None = None
    ) -> str:
        """What is bought, and fields for whoever pays.

        Args:
            told: what was typed in before. A card is typed in again.
            error: what was wrong with it.
        """
        known = checkout.known_email(self.state, session)
        wrong = str(error.fields["param"]) if error else ""
        fields = "".join(
            field(one, (told or {}).get(one[1], ""), wrong=WRONG.get(wrong, wrong) == one[1])
            for one in FIELDS
            if not (known and one[1] == "email")
        )
        total = written(session["amount_total"], session["currency"])
        said = f'<p class="error" id="error" role="alert">{escape(error.message)}</p>' if error else ""
        who = f"<p>Paying as {escape(known)}</p>" if known else ""
        leave = link(session["cancel_url"], "Back to the shop") if session["cancel_url"] else ""
        rows = self.state.folded[session["id"]]["line_items"]["data"]
        return page(
            f"Pay {total}",
            f'<section class="order">{leave}<h1>Pay <span>{total}</span></h1>{bought(rows)}</section>'
            f'<section class="card"><h2>Pay with card</h2>{who}{said}'
            f'<form method="post" action="/c/pay/{session["id"]}" novalidate>{fields}'
            f"<button>Pay {total}</button></form>"
            '<p class="hint">This is the sandbox: no money moves. Use 4242 4242 4242 4242, or another test '
            "card of Stripe's.</p></section>",
        )


def field(one: tuple[str, str, str, str], value: str, *, wrong: bool) -> str:
    """One field, with its label."""
    label, name, fills, keys = one
    kept = f' value="{escape(value)}"' if name in {"email", "name"} and value else ""
    said = ' aria-invalid="true" aria-describedby="error"' if wrong else ""
    return (
        f'<label class="{name}">{label}<input name="{name}" autocomplete="{fills}" inputmode="{keys}"'
        f"{kept}{said}></label>"
    )


def bought(rows: list[Thing]) -> str:
    """The lines of what is bought."""
    lines = "".join(
        f"<li><span>{escape(row['description'])}<small>Quantity {row['quantity']}</small></span>"
        f"<span>{written(row['amount_total'], row['currency'])}</span>"
        for row in rows
    )
    return f"<ul>{lines}</ul>"


def success(session: Thing) -> str:
    """The shop's address for whoever has paid, with the session's name where the shop wants it."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", quote(session["id"]))


def link(address: str, words: str) -> str:
    """A link to the shop."""
    return f'<a href="{escape(address)}">{words}</a>'


def over(said: str, address: str | None) -> str:
    """A page on which nothing can be done any more."""
    back = f"<p>{link(address, 'Back to the shop')}</p>" if address else ""
    return page("Checkout", f"<section><h1>{said}</h1>{back}</section>")


def page(title: str, body: str) -> str:
    """A page with nothing from anywhere else."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style><main>{body}</main></html>'
    )
