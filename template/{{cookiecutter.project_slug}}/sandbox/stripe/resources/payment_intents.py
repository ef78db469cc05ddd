"""Payment intents: somebody is to pay so much."""

import secrets
from typing import Any

from sandbox.stripe import intents
from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.errors import Invalid
from sandbox.stripe.forms import EXPAND, NAMES, NUMBER, PAGES, TEXT, YES_NO, Takes
from sandbox.stripe.resources.payment_methods import ADDRESS, method_of
from sandbox.stripe.state import State, Thing

OPTIONS: Takes = {"card": {"request_three_d_secure": TEXT}}
CONFIRMING: Takes = {
    "payment_method": TEXT,
    "payment_method_options": OPTIONS,
    "return_url": TEXT,
    "off_session": YES_NO,
    "error_on_requires_action": YES_NO,
    "setup_future_usage": TEXT,
    "receipt_email": TEXT,
    **EXPAND,
}
ABOUT: Takes = {
    "amount": NUMBER,
    "currency": TEXT,
    "customer": TEXT,
    "description": TEXT,
    "metadata": NAMES,
    "payment_method": TEXT,
    "receipt_email": TEXT,
    "setup_future_usage": TEXT,
    "shipping": {"name": TEXT, "phone": TEXT, "address": ADDRESS},
    "statement_descriptor_suffix": TEXT,
    "capture_method": TEXT,
    **EXPAND,
}
CREATING: Takes = {
    **ABOUT,
    **CONFIRMING,
    "automatic_payment_methods": {"enabled": YES_NO, "allow_redirects": TEXT},
    "confirm": YES_NO,
}
WAYS = ("automatic", "automatic_async", "manual")
SMALLEST = 50  # of most currencies; Stripe has a table
LARGEST = 99_999_999


def refuse_odd(params: Thing) -> None:
    """Look whether what is wanted makes sense.

    Raises:
        Invalid: it does not.
    """
    amount, currency = params.get("amount"), params.get("currency")
    if amount is None or currency is None:
        missing = "amount" if amount is None else "currency"
        raise Invalid(f"Missing required param: {missing}.", code="parameter_missing", param=missing)
    if amount < SMALLEST:
        raise Invalid(f"Amount must be at least {SMALLEST}.", code="amount_too_small", param="amount")
    if amount > LARGEST:
        raise Invalid("Amount must be no more than 999,999.99.", code="amount_too_large", param="amount")
    if len(currency) != 3 or not currency.isalpha():
        raise Invalid(f"Invalid currency: {currency}.", param="currency")
    if params.get("capture_method", "automatic") not in WAYS:
        raise Invalid(f"Invalid capture_method: must be one of {', '.join(WAYS)}", param="capture_method")


@operation("POST", "/v1/payment_intents", CREATING)
def create(call: Call) -> Thing:
    """Want money; with `confirm=true`, try to get it in the same call."""
    params = call.params
    intent = made(call.state, params)
    if params.get("confirm"):
        given = {**params, "payment_method": intent["payment_method"]}
        intents.confirm(call.state, intent, given, call.url)
    return intent


def made(state: State, params: Thing) -> Thing:
    """Make an intent.

    Raises:
        StripeError: what is wanted makes no sense.
    """
    refuse_odd(params)
    if params.get("customer"):
        state.get("cus", params["customer"], "customer")
    wanted = empty() | told(params)
    if name := params.get("payment_method"):
        choose(state, wanted, name)
    intent = state.new("pi", **wanted)
    intent["client_secret"] = f"{intent['id']}_secret_{secrets.token_urlsafe(18)}"
    state.happened("payment_intent.created", intent)
    return intent


def choose(state: State, wanted: Thing, name: str) -> None:
    """Note in an intent's fields with which card it is to be paid.

    Raises:
        StripeError: it cannot be.
    """
    method = method_of(state, name)
    intents.refuse_somebody_elses(wanted, method)
    wanted |= {"payment_method": method["id"], "status": "requires_confirmation"}


def told(params: Thing) -> Thing:
    """The fields that come with the call."""
    automatic = params.get("automatic_payment_methods") or {}
    return {
        "amount": params["amount"],
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "always", **automatic},
        "capture_method": params.get("capture_method", "automatic_async"),
        "currency": params["currency"].lower(),
        "customer": params.get("customer"),
        "description": params.get("description"),
        "metadata": meta({}, params.get("metadata", {})),
        "payment_method_options": params.get("payment_method_options", {}),
        "receipt_email": params.get("receipt_email"),
        "setup_future_usage": params.get("setup_future_usage"),
        "shipping": params.get("shipping"),
        "statement_descriptor_suffix": params.get("statement_descriptor_suffix"),
    }


def empty() -> Thing:
    """The fields of an intent about which there is nothing to say yet."""
    fields = (
        "application",
        "application_fee_amount",
        "canceled_at",
        "cancellation_reason",
        "customer_account",
        "excluded_payment_method_types",
        "last_payment_error",
        "latest_charge",
        "next_action",
        "on_behalf_of",
        "payment_method",
        "payment_method_configuration_details",
        "processing",
        "review",
        "source",
        "statement_descriptor",
        "transfer_data",
        "transfer_group",
    )
    said: dict[str, Any] = dict.fromkeys(fields)
    return said | {
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "confirmation_method": "automatic",
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
    }


@operation("GET", "/v1/payment_intents/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them, as it stands now."""
    return call.state.get("pi", call.args["id"])


@operation("GET", "/v1/payment_intents", {"customer": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """Those of a customer, or all."""
    wanted = call.params.get("customer")
    found = [one for one in call.state.all("pi") if wanted in {None, one["customer"]}]
    return call.state.page(found, call.params, "/v1/payment_intents")


@operation("POST", "/v1/payment_intents/{id}", ABOUT)
def update(call: Call) -> Thing:
    """Change what is wanted, before it is paid."""
    intent, params = call.state.get("pi", call.args["id"]), call.params
    if set(params) - {"metadata", "description"}:
        intents.must_be(intent, intents.TO_CONFIRM, "updated")
    refuse_odd({"amount": intent["amount"], "currency": intent["currency"], **params})
    if "metadata" in params:
        params["metadata"] = meta(intent["metadata"], params["metadata"])
    wanted = intent | params
    if name := params.get("payment_method"):
        choose(call.state, wanted, name)
    intent.update(wanted)
    return intent


@operation("POST", "/v1/payment_intents/{id}/confirm", CONFIRMING)
def confirm(call: Call) -> Thing:
    """Try to get the money."""
    intent = call.state.get("pi", call.args["id"])
    intents.refuse_a_pages(call.state, intent, "confirmed")
    intents.confirm(call.state, intent, call.params, call.url)
    return intent


@operation(
    "POST", "/v1/payment_intents/{id}/capture", {"amount_to_capture": NUMBER, "metadata": NAMES, **EXPAND}
)
def capture(call: Call) -> Thing:
    """Take what was set aside."""
    intent = call.state.get("pi", call.args["id"])
    intents.capture(call.state, intent, call.params.get("amount_to_capture"))
    intent["metadata"] = meta(intent["metadata"], call.params.get("metadata", {}))
    return intent


@operation("POST", "/v1/payment_intents/{id}/cancel", {"cancellation_reason": TEXT, **EXPAND})
def cancel(call: Call) -> Thing:
    """Give up."""
    intent = call.state.get("pi", call.args["id"])
    intents.refuse_a_pages(call.state, intent, "canceled")
    intents.cancel(call.state, intent, call.params.get("cancellation_reason"))
    return intent
