"""Customers: under whose name cards are kept."""

from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.forms import EXPAND, NAMES, PAGES, TEXT, Takes
from sandbox.stripe.state import State, Thing

ABOUT: Takes = {"email": TEXT, "name": TEXT, "phone": TEXT, "description": TEXT, "metadata": NAMES, **EXPAND}


@operation("POST", "/v1/customers", ABOUT)
def create(call: Call) -> Thing:
    """Make one."""
    return made(call.state, call.params)


def made(state: State, about: Thing) -> Thing:
    """Make a customer of whom this is known."""
    fields = dict.fromkeys(("email", "name", "phone", "description", "currency", "default_source"))
    customer = state.new(
        "cus",
        **{**fields, **about, "metadata": meta({}, about.get("metadata", {}))},
        address=None,
        balance=0,
        delinquent=False,
        discount=None,
        invoice_prefix="SANDBOX",
        invoice_settings={
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        preferred_locales=[],
        shipping=None,
        tax_exempt="none",
        test_clock=None,
    )
    state.happened("customer.created", customer)
    return customer


@operation("GET", "/v1/customers/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them."""
    return call.state.get("cus", call.args["id"])


@operation("POST", "/v1/customers/{id}", ABOUT)
def update(call: Call) -> Thing:
    """Change what is told."""
    customer = call.state.get("cus", call.args["id"])
    before = {name: customer[name] for name in call.params}
    if "metadata" in call.params:
        call.params["metadata"] = meta(customer["metadata"], call.params["metadata"])
    customer.update(call.params)
    call.state.happened("customer.updated", customer, before)
    return customer


@operation("GET", "/v1/customers", {"email": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """Those with an address, or all."""
    wanted = call.params.get("email")
    found = [one for one in call.state.all("cus") if wanted in {None, one["email"]}]
    return call.state.page(found, call.params, "/v1/customers")
