"""Customers: under whose name cards are kept."""

from sandbox.stripe.api import Call, meta, operation
from sandbox.stripe.forms import EXPAND, NAMES, PAGES, TEXT, Takes
from sandbox.stripe.state import State, Thing

ABOUT: Takes = {"email": TEXT, "name": TEXT, "phone": TEXT, "description": TEXT, "metadata": NAMES, **EXPAND}


@operation("POST", "/v1/customers", {"test_clock": TEXT, **ABOUT})
def create(call: Call) -> Thing:
    """Make one."""
    return made(call.state, call.params)


def made(state: State, about: Thing) -> Thing:
    """Make a customer of whom this is known.

    Raises:
        NoSuch: there is no clock of the name by which they are to live.
    """
    fields = dict.fromkeys(("email", "name", "phone", "description", "currency", "default_source"))
    if clock := about.get("test_clock"):
        state.get("clock", clock, "test_clock")
    customer = state.new(
        "cus",
        **{"test_clock": None, **fields, **about, "metadata": meta({}, about.get("metadata", {}))},
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


@operation("GET", "/v1/customers", {"email": TEXT, "test_clock": TEXT, **PAGES})
def list_(call: Call) -> Thing:
    """Those with an address, or all; of those with a clock of their own, the ones of that clock alone."""
    wanted, clock = call.params.get("email"), call.params.get("test_clock")
    found = [
        one for one in call.state.all("cus") if wanted in {None, one["email"]} and one["test_clock"] == clock
    ]
    return call.state.page(found, call.params, "/v1/customers")
