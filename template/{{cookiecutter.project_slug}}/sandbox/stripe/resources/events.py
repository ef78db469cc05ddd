"""Events: what happened, to be asked for by whoever has missed a webhook."""

from sandbox.stripe.api import Call, operation
from sandbox.stripe.forms import EXPAND, NUMBER, PAGES, TEXT, WORDS
from sandbox.stripe.state import Thing

CREATED = dict.fromkeys(("gt", "gte", "lt", "lte"), NUMBER)


@operation("GET", "/v1/events/{id}", EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them."""
    return call.state.get("evt", call.args["id"])


@operation("GET", "/v1/events", {"type": TEXT, "types": WORDS, "created": CREATED, **PAGES})
def list_(call: Call) -> Thing:
    """Those of a kind and a time, or all, the newest first."""
    wanted = set(call.params.get("types", [])) | ({call.params["type"]} if call.params.get("type") else set())
    between = call.params.get("created", {})
    found = [
        one
        for one in call.state.all("evt")
        if (not wanted or one["type"] in wanted)
        and between.get("gt", -1) < one["created"] < between.get("lt", 2**40)
        and between.get("gte", 0) <= one["created"] <= between.get("lte", 2**40)
    ]
    return call.state.page(found, call.params, "/v1/events")
