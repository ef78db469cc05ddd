"""Payment methods: a card that somebody has typed in at Stripe, under a name that says nothing of it."""

from hashlib import sha256

from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.cards import BY_TOKEN, Card
from sandbox.stripe.errors import CardError, Invalid, NoSuch
from sandbox.stripe.forms import EXPAND, NAMES, PAGES, TEXT, Takes
from sandbox.stripe.state import State, Thing

ADDRESS: Takes = dict.fromkeys(("line1", "line2", "city", "postal_code", "state", "country"), TEXT)
BILLING: Takes = {"name": TEXT, "email": TEXT, "phone": TEXT, "address": ADDRESS}
# Whoever sends a number here has had it on a server of theirs. Stripe refuses that, unless they prove that
# they may; the sandbox knows the name of the field so that it can say why.
CARD: Takes = {"token": TEXT, "number": TEXT, "exp_month": TEXT, "exp_year": TEXT, "cvc": TEXT}
EXPIRES = 2034


def card_of(state: State, method: str) -> Card:
    """Which of the test cards a payment method is."""
    return BY_TOKEN[state.unsaid[method]]


def typed(
    state: State, card: Card, billing: Thing | None = None, expires: tuple[int, int] = (12, EXPIRES)
) -> Thing:
    """Keep a card that somebody has typed in.

    Args:
        expires: its last month, and the year.
    """
    about: Thing = {"name": None, "email": None, "phone": None, "tax_id": None} | (billing or {})
    method = state.new(
        "pm",
        type="card",
        allow_redisplay="unspecified",
        billing_details={**about, "address": dict.fromkeys(ADDRESS) | about.get("address", {})},
        card={
            "brand": card.brand,
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": "US",
            "display_brand": card.brand,
            "exp_month": expires[0],
            "exp_year": expires[1],
            "fingerprint": sha256(card.number.encode()).hexdigest()[:16],
            "funding": "credit",
            "generated_from": None,
            "last4": card.last4,
            "networks": {"available": [card.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        customer=None,
        customer_account=None,
        metadata={},
    )
    state.unsaid[method["id"]] = card.token
    return method


def method_of(state: State, name: str, param: str = "payment_method") -> Thing:
    """The payment method of a name. A test card's name, such as `pm_card_visa`, makes a new one.

    Raises:
        NoSuch: there is none.
        Invalid: it was used up.
    """
    if card := BY_TOKEN.get(name):
        return typed(state, card)
    method = state.get("pm", name, param)
    if method["id"] in state.spent:
        raise Invalid(
            "The provided PaymentMethod was previously used with a PaymentIntent without Customer "
            "attachment, shared with a connected account without Customer attachment, or was detached from "
            "a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach "
            "it to a Customer first.",
            param=param,
        )
    return method


@operation(
    "POST",
    "/v1/payment_methods",
    {"type": TEXT, "card": CARD, "billing_details": BILLING, "metadata": NAMES, **EXPAND},
)
def create(call: Call) -> Thing:
    """Make one of a token."""
    card = call.params.get("card", {})
    if "number" in card:
        raise CardError(
            "Sending credit card numbers directly to the Stripe API is generally unsafe. "
            "Use Stripe.js, so that a card's number never touches your server.",
        )
    token = card.get("token") or ""
    known = BY_TOKEN.get(token.replace("tok_", "pm_card_", 1))
    if call.params.get("type") != "card" or not token:
        raise Invalid("The sandbox knows cards alone: send type=card and card[token].", param="type")
    if known is None:
        raise NoSuch("token", token, "card[token]")
    method = typed(call.state, known, call.params.get("billing_details"))
    method["metadata"] = meta({}, call.params.get("metadata", {}))
    return method


@operation("GET", "/v1/payment_methods/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them."""
    return call.state.get("pm", call.args["id"])


@operation("POST", "/v1/payment_methods/{id}/attach", {"customer": TEXT, **EXPAND})
def attach(call: Call) -> Thing:
    """Keep it for a customer."""
    customer = call.state.get("cus", call.params.get("customer"), "customer")
    method = method_of(call.state, call.args["id"])
    if method["customer"] not in {None, customer["id"]}:
        raise Invalid("The payment method you provided has already been attached to a customer.")
    keep(call.state, method, customer["id"])
    return method


def keep(state: State, method: Thing, customer: str) -> None:
    """Keep a payment method for a customer; twice is once."""
    if method["customer"] is None:
        method["customer"] = customer
        state.happened("payment_method.attached", method)


@operation("POST", "/v1/payment_methods/{id}/detach", EXPAND)
def detach(call: Call) -> Thing:
    """Forget whose it is; it cannot be used again."""
    method = call.state.get("pm", call.args["id"])
    if method["customer"] is None:
        raise Invalid("The payment method you provided is not attached to a customer.")
    before = {"customer": method["customer"]}
    method["customer"] = None
    call.state.spent.add(method["id"])
    call.state.happened("payment_method.detached", method, before)
    return method


def kept_for(state: State, customer: str, params: Thing, url: str) -> Thing:
    """A page of a customer's cards."""
    state.get("cus", customer, "customer")
    found = [one for one in state.all("pm") if one["customer"] == customer]
    return state.page(found, params, url)


@operation("GET", "/v1/payment_methods", {"customer": TEXT, "type": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """A customer's, the newest first."""
    return kept_for(call.state, call.params.get("customer") or "", call.params, "/v1/payment_methods")


@operation("GET", "/v1/customers/{id}/payment_methods", {"type": TEXT, **PAGES})
def list_of(call: Call) -> Thing:
    """The same, asked of the customer."""
    name = call.args["id"]
    return kept_for(call.state, name, call.params, f"/v1/customers/{name}/payment_methods")
