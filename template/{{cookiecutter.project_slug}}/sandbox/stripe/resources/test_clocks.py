"""Test clocks: some customers live by a clock of their own, which stands still until somebody advances it.

All that is due for such a customer is due by their clock, authorisations too; Stripe's own move what belongs
to its billing alone.
"""

from sandbox.clock import Clock
from sandbox.stripe.api import Call, operation
from sandbox.stripe.charging import DAY
from sandbox.stripe.errors import Invalid
from sandbox.stripe.forms import EXPAND, NUMBER, PAGES, TEXT
from sandbox.stripe.state import State, Thing

PATH = "/v1/test_helpers/test_clocks"
ONE = PATH + "/{id}"
KEPT_FOR = 30 * DAY
FURTHEST = 2 * 365 * DAY


def moment_in(params: Thing) -> int:
    """The moment that was sent.

    Raises:
        Invalid: there is none.
    """
    moment: int | None = params.get("frozen_time")
    if moment is None:
        name = "frozen_time"
        raise Invalid(f"Missing required param: {name}.", code="parameter_missing", param=name)
    return moment


@operation("POST", PATH, {"frozen_time": NUMBER, "name": TEXT, "customer": TEXT, **EXPAND})
def create(call: Call) -> Thing:
    """Make one that stands at a moment, for customers to come, or for one that there is."""
    state, moment = call.state, moment_in(call.params)
    customer = None
    if name := call.params.get("customer"):
        customer = state.get("cus", name, "customer")
        if customer["test_clock"]:
            raise Invalid("This customer is already attached to a test clock.", param="customer")
    now = state.clock.now()
    clock = state.new(
        "clock",
        created=now,
        deletes_after=now + KEPT_FOR,
        frozen_time=moment,
        name=call.params.get("name"),
        status="ready",
        status_details={},
    )
    state.clocks[clock["id"]] = Clock(stands=moment)
    if customer:
        customer["test_clock"] = clock["id"]
    state.clock.later(KEPT_FOR, lambda: delete_if_there(state, clock))
    state.happened("test_helpers.test_clock.created", clock)
    return clock


@operation("GET", ONE, EXPAND)
def retrieve(call: Call) -> Thing:
    """One of them, as it stands now."""
    return call.state.get("clock", call.args["id"])


@operation("GET", PATH, PAGES)
def list_(call: Call) -> Thing:
    """All of them, the newest first."""
    return call.state.page(call.state.all("clock"), call.params, PATH)


@operation("POST", f"{ONE}/advance", {"frozen_time": NUMBER, **EXPAND})
def advance(call: Call) -> Thing:
    """Let time pass for its customers. The answer says that it has begun; when asked again, it is ready."""
    clock, moment = call.state.get("clock", call.args["id"]), moment_in(call.params)
    if not clock["frozen_time"] < moment <= clock["frozen_time"] + FURTHEST:
        raise Invalid(
            "A test clock must be advanced to a moment after its current frozen time, and not by more than "
            f"two years. Found: {moment}; frozen: {clock['frozen_time']}.",
            param="frozen_time",
        )
    clock |= {"status": "advancing", "status_details": {"advancing": {"target_frozen_time": moment}}}
    call.state.happened("test_helpers.test_clock.advancing", clock)
    begun = dict(clock)
    call.state.clocks[clock["id"]].pass_to(moment)
    clock |= {"frozen_time": moment, "status": "ready", "status_details": {}}
    call.state.happened("test_helpers.test_clock.ready", clock)
    return begun


@operation("DELETE", ONE, {})
def delete(call: Call) -> Thing:
    """Lose it, and the customers who live by it."""
    clock = call.state.get("clock", call.args["id"])
    delete_if_there(call.state, clock)
    return {"id": clock["id"], "object": clock["object"], "deleted": True}


def delete_if_there(state: State, clock: Thing) -> None:
    """Lose it, unless it is lost."""
    if state.clocks.pop(clock["id"], None):
        for customer in state.all("cus"):
            if customer["test_clock"] == clock["id"]:
                state.forget(customer)
        state.forget(clock)
        state.happened("test_helpers.test_clock.deleted", clock)
