"""Checkout sessions: pages of Stripe's, to which a shop sends its buyers."""

from urllib.parse import urlsplit

from sandbox.stripe import checkout
from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.errors import Invalid
from sandbox.stripe.forms import EXPAND, NAMES, NUMBER, PAGES, TEXT, WORDS, Takes
from sandbox.stripe.resources.payment_intents import OPTIONS, refuse_odd
from sandbox.stripe.resources.payment_methods import ADDRESS
from sandbox.stripe.state import State, Thing

PRODUCT: Takes = {"name": TEXT, "description": TEXT, "images": WORDS, "metadata": NAMES}
PRICE: Takes = {"currency": TEXT, "unit_amount": NUMBER, "tax_behavior": TEXT, "product_data": PRODUCT}
INTENT: Takes = {
    "capture_method": TEXT,
    "description": TEXT,
    "metadata": NAMES,
    "receipt_email": TEXT,
    "setup_future_usage": TEXT,
    "shipping": {"name": TEXT, "phone": TEXT, "address": ADDRESS},
    "statement_descriptor_suffix": TEXT,
}
CREATING: Takes = {
    "mode": TEXT,
    "line_items": [{"price_data": PRICE, "quantity": NUMBER, "metadata": NAMES}],
    "success_url": TEXT,
    "cancel_url": TEXT,
    "client_reference_id": TEXT,
    "customer": TEXT,
    "customer_email": TEXT,
    "customer_creation": TEXT,
    "expires_at": NUMBER,
    "locale": TEXT,
    "metadata": NAMES,
    "payment_intent_data": INTENT,
    "payment_method_options": OPTIONS,
    "submit_type": TEXT,
    **EXPAND,
}
SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60  # seconds for which a session can be open


@operation("POST", "/v1/checkout/sessions", CREATING)
def create(call: Call) -> Thing:
    """Open a page on which somebody can pay. No payment intent is made yet."""
    state, params = call.state, call.params
    refuse_odd_session(call)
    rows = params["line_items"]
    currency, total = rows[0]["price_data"]["currency"].lower(), sum(map(amount_of, rows))
    wanted = params.get("payment_intent_data", {})
    refuse_odd({**wanted, "amount": total, "currency": currency})
    session = state.new("cs_test", **empty(), **told(call), amount_subtotal=total, amount_total=total)
    session |= {"currency": currency, "url": f"{call.url}/c/pay/{session['id']}"}
    options = session["payment_method_options"]
    state.intended[session["id"]] = {**wanted, "payment_method_options": options}
    state.folded[session["id"]] = {"line_items": line_items(state, session["id"], rows)}
    state.clock.later(session["expires_at"] - state.clock.now(), lambda: checkout.lapse(state, session))
    return session


def refuse_odd_session(call: Call) -> None:
    """Look whether what is wanted makes sense.

    Raises:
        Invalid: it does not.
    """
    params = call.params
    for name in ("success_url", "line_items", "mode"):
        if not params.get(name):
            raise Invalid(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if params["mode"] != "payment":
        raise Invalid("The sandbox knows mode=payment alone.", param="mode")
    if params.get("customer") and params.get("customer_email"):
        raise Invalid("You may only specify one of these parameters: customer, customer_email.")
    if params.get("customer"):
        call.state.get("cus", params["customer"], "customer")
    for name in ("success_url", "cancel_url"):
        if params.get(name) and urlsplit(params[name]).scheme not in {"http", "https"}:
            raise Invalid("Not a valid URL", code="url_invalid", param=name)
    open_for = params.get("expires_at", call.state.clock.now() + LONGEST) - call.state.clock.now()
    if not SHORTEST <= open_for <= LONGEST:
        raise Invalid(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout "
            "Session creation.",
            param="expires_at",
        )
    refuse_odd_lines(params["line_items"])


def refuse_odd_lines(rows: list[Thing]) -> None:
    """Look whether lines make sense, each by itself and together.

    Raises:
        Invalid: they do not.
    """
    for place, row in enumerate(rows):
        refuse_odd_line(row, f"line_items[{place}]")
    if len({row["price_data"]["currency"].lower() for row in rows}) > 1:
        raise Invalid("All line items of a Checkout Session must have the same currency.", param="line_items")


def refuse_odd_line(row: Thing, param: str) -> None:
    """Look whether a line has what it needs.

    Raises:
        Invalid: it has not.
    """
    price = row.get("price_data", {})
    needed = {
        f"{param}[quantity]": row.get("quantity"),
        f"{param}[price_data][currency]": price.get("currency"),
        f"{param}[price_data][unit_amount]": price.get("unit_amount"),
        f"{param}[price_data][product_data][name]": price.get("product_data", {}).get("name"),
    }
    for name, value in needed.items():
        if value is None:
            raise Invalid(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if row["quantity"] < 1:
        raise Invalid("This value must be greater than or equal to 1.", param=f"{param}[quantity]")
    if price["unit_amount"] < 0:
        name = f"{param}[price_data][unit_amount]"
        raise Invalid("Invalid non-negative integer", code="parameter_invalid_integer", param=name)


def amount_of(row: Thing) -> int:
    """What a line comes to."""
    amount: int = row["quantity"] * row["price_data"]["unit_amount"]
    return amount


def line_items(state: State, session: str, rows: list[Thing]) -> Thing:
    """The lines as Stripe shows them, each with a price and a product that are made for it."""
    shown = [line(state, row) for row in rows]
    url = f"/v1/checkout/sessions/{session}/line_items"
    return {"object": "list", "url": url, "has_more": False, "data": shown}


def line(state: State, row: Thing) -> Thing:
    """One of them."""
    amount, about = amount_of(row), row["price_data"]["product_data"]
    return {
        "id": state.name("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": row["price_data"]["currency"].lower(),
        "description": about["name"],
        "metadata": meta({}, row.get("metadata", {})),
        "price": price(state, row["price_data"], product(state, about)["id"]),
        "quantity": row["quantity"],
    }


def product(state: State, about: Thing) -> Thing:
    """What is bought. It is no part of a catalog, since it is there for one session."""
    fields = ("default_price", "package_dimensions", "shippable", "statement_descriptor", "tax_code")
    return state.new(
        "prod",
        **dict.fromkeys((*fields, "unit_label", "url")),
        active=False,
        description=about.get("description"),
        images=about.get("images", []),
        marketing_features=[],
        metadata=meta({}, about.get("metadata", {})),
        name=about["name"],
        type="service",
        updated=state.clock.now(),
    )


def price(state: State, about: Thing, product_name: str) -> Thing:
    """What one of it costs."""
    return state.new(
        "price",
        **dict.fromkeys(("custom_unit_amount", "lookup_key", "nickname", "recurring", "tiers_mode")),
        active=False,
        billing_scheme="per_unit",
        currency=about["currency"].lower(),
        metadata={},
        product=product_name,
        tax_behavior=about.get("tax_behavior", "unspecified"),
        transform_quantity=None,
        type="one_time",
        unit_amount=about["unit_amount"],
        unit_amount_decimal=str(about["unit_amount"]),
    )


def told(call: Call) -> Thing:
    """The fields that come with the call."""
    params = call.params
    email = params.get("customer_email")
    if customer := params.get("customer"):
        email = call.state.get("cus", customer, "customer")["email"]
    known = checkout.details(checkout.Buyer(email, "")) if email else None
    names = ("cancel_url", "client_reference_id", "customer", "customer_email", "locale", "submit_type")
    return dict.fromkeys(names) | {
        **{name: params[name] for name in (*names, "mode", "success_url") if name in params},
        "customer_creation": None if customer else params.get("customer_creation", "if_required"),
        "customer_details": known,
        "expires_at": params.get("expires_at", call.state.clock.now() + LONGEST),
        "metadata": meta({}, params.get("metadata", {})),
        "payment_method_options": params.get("payment_method_options", {}),
    }


def empty() -> Thing:
    """The fields of a session about which there is nothing to say."""
    fields = (
        "after_expiration", "allow_promotion_codes", "billing_address_collection", "client_secret",
        "collected_information", "consent", "consent_collection", "currency_conversion", "customer_account",
        "integration_identifier", "invoice", "invoice_creation", "origin_context", "payment_intent",
        "payment_link", "payment_method_configuration_details", "permissions", "recovered_from",
        "saved_payment_method_options", "setup_intent", "shipping_address_collection", "shipping_cost",
        "subscription", "wallet_options",
    )  # fmt: skip
    texts = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    return dict.fromkeys(fields) | {
        "adaptive_pricing": {"enabled": False},
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "custom_fields": [],
        "custom_text": dict.fromkeys(texts),
        "discounts": [],
        "payment_method_collection": "if_required",
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
    }


@operation("GET", "/v1/checkout/sessions/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them, as it stands now."""
    return call.state.get("cs_test", call.args["id"])


FILTERS: Takes = {"customer": TEXT, "payment_intent": TEXT, "status": TEXT}


@operation("GET", "/v1/checkout/sessions", {**FILTERS, **PAGES})
def list_(call: Call) -> Thing:
    """Those of a customer, an intent or a status, or all."""
    wanted = {name: call.params[name] for name in FILTERS if call.params.get(name)}
    found = [
        one for one in call.state.all("cs_test") if all(one[name] == value for name, value in wanted.items())
    ]
    return call.state.page(found, call.params, "/v1/checkout/sessions")


@operation("GET", "/v1/checkout/sessions/{id}/line_items", PAGES)
def list_line_items(call: Call) -> Thing:
    """What is bought."""
    session = call.state.get("cs_test", call.args["id"])
    rows = call.state.folded[session["id"]]["line_items"]
    return call.state.page(rows["data"], call.params, rows["url"])


@operation("POST", "/v1/checkout/sessions/{id}/expire", EXPAND)
def expire(call: Call) -> Thing:
    """Close it, so that nobody can pay any more."""
    session = call.state.get("cs_test", call.args["id"])
    checkout.expire(call.state, session)
    return session
