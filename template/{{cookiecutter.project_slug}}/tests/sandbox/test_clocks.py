"""Stripe's test clocks: a customer lives by a clock of their own, and everybody else goes on."""

from typing import Any

import pytest
import stripe

from sandbox.clock import Clock
from tests.sandboxes import RunningSandbox

START = 1_900_000_000
DAY = 24 * 60 * 60


def made(sandbox: RunningSandbox, **told: Any) -> Any:
    """A clock that stands still at a moment."""
    params: Any = {"frozen_time": START, **told}
    return sandbox.client.v1.test_helpers.test_clocks.create(params)


def ada(sandbox: RunningSandbox, clock: Any) -> Any:
    """A customer who lives by a clock."""
    return sandbox.client.v1.customers.create({"name": "Ada", "test_clock": clock.id})


def advance(sandbox: RunningSandbox, clock: Any, seconds: int) -> Any:
    """Let time pass for whoever lives by a clock; gives what was answered at once."""
    clocks = sandbox.client.v1.test_helpers.test_clocks
    return clocks.advance(clock.id, {"frozen_time": clocks.retrieve(clock.id).frozen_time + seconds})


def test_a_clock_is_made_found_advanced_and_listed(sandbox: RunningSandbox) -> None:
    clocks = sandbox.client.v1.test_helpers.test_clocks
    clock = made(sandbox, name="A week")
    assert (clock.status, clock.frozen_time, clock.name) == ("ready", START, "A week")

    begun = advance(sandbox, clock, DAY)

    assert (begun.status, begun.frozen_time) == ("advancing", START)
    assert begun.status_details.advancing.target_frozen_time == START + DAY
    ready = clocks.retrieve(clock.id)
    assert (ready.status, ready.frozen_time) == ("ready", START + DAY)
    other = made(sandbox)
    assert [one.id for one in clocks.list().data] == [other.id, clock.id]
    assert sandbox.happened() == [
        "test_helpers.test_clock.created",
        "test_helpers.test_clock.advancing",
        "test_helpers.test_clock.ready",
        "test_helpers.test_clock.created",
    ]


def test_what_its_customers_do_happens_at_its_time(sandbox: RunningSandbox) -> None:
    customer = ada(sandbox, made(sandbox))

    paid = sandbox.pay(customer=customer.id, expand=["latest_charge"])

    assert (customer.created, paid.created, paid.latest_charge.created) == (START, START, START)
    events = sandbox.client.v1.events.list({"type": "charge.succeeded"}).data
    assert [event.created for event in events] == [START]
    assert sandbox.pay().created != START


def test_a_week_passes_for_its_customers_alone(sandbox: RunningSandbox) -> None:
    clock = made(sandbox)
    hers = sandbox.pay(customer=ada(sandbox, clock).id, capture_method="manual")
    somebodys = sandbox.pay(capture_method="manual")

    advance(sandbox, clock, 7 * DAY - 1)
    assert sandbox.client.v1.payment_intents.retrieve(hers.id).status == "requires_capture"
    advance(sandbox, clock, DAY)

    lapsed = sandbox.client.v1.payment_intents.retrieve(hers.id)
    assert (lapsed.status, lapsed.canceled_at) == ("canceled", START + 7 * DAY)
    assert sandbox.client.v1.payment_intents.retrieve(somebodys.id).status == "requires_capture"


def test_everybodys_clock_does_not_move_it(sandbox: RunningSandbox) -> None:
    hers = sandbox.pay(customer=ada(sandbox, made(sandbox)).id, capture_method="manual")

    sandbox.ask("/sandbox/clock", {"advance": str(8 * DAY)})

    assert sandbox.client.v1.payment_intents.retrieve(hers.id).status == "requires_capture"


def test_a_clock_is_lost_with_its_customers(sandbox: RunningSandbox) -> None:
    clock = made(sandbox)
    customers = sandbox.client.v1.customers
    hers, other = ada(sandbox, clock), customers.create({"name": "Ben"})

    assert sandbox.client.v1.test_helpers.test_clocks.delete(clock.id).deleted

    for gone in (
        lambda: sandbox.client.v1.test_helpers.test_clocks.retrieve(clock.id),
        lambda: customers.retrieve(hers.id),
        lambda: ada(sandbox, clock),
    ):
        with pytest.raises(stripe.InvalidRequestError, match="No such"):
            gone()
    assert [one.id for one in customers.list().data] == [other.id]
    assert sandbox.happened()[-1] == "test_helpers.test_clock.deleted"


def test_a_clock_is_lost_by_itself_after_thirty_days(sandbox: RunningSandbox) -> None:
    clock = made(sandbox)

    sandbox.ask("/sandbox/clock", {"advance": str(30 * DAY)})

    assert sandbox.client.v1.test_helpers.test_clocks.list().data == []
    assert clock.deletes_after - clock.created == 30 * DAY


def test_a_customer_who_is_there_gets_a_clock(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    ben = customers.create({"name": "Ben"})

    clock = made(sandbox, customer=ben.id)

    assert customers.retrieve(ben.id).test_clock == clock.id
    with pytest.raises(stripe.InvalidRequestError, match="already attached"):
        made(sandbox, customer=ben.id)
    assert sandbox.pay(customer=ben.id).created == START


def test_customers_are_listed_by_their_clock(sandbox: RunningSandbox) -> None:
    clock = made(sandbox)
    hers, bens = ada(sandbox, clock), sandbox.client.v1.customers.create({"name": "Ben"})

    of_it = sandbox.client.v1.customers.list({"test_clock": clock.id}).data
    others = sandbox.client.v1.customers.list().data

    assert ([one.id for one in of_it], [one.id for one in others]) == ([hers.id], [bens.id])


@pytest.mark.parametrize("seconds", [0, -1, 2 * 365 * DAY + 1])
def test_a_clock_goes_forward_and_not_too_far(sandbox: RunningSandbox, seconds: int) -> None:
    clock = made(sandbox)

    with pytest.raises(stripe.InvalidRequestError, match="after its current frozen time"):
        advance(sandbox, clock, seconds)

    assert sandbox.happened() == ["test_helpers.test_clock.created"]


def test_a_clock_has_to_stand_somewhere(sandbox: RunningSandbox) -> None:
    nothing: Any = {}

    with pytest.raises(stripe.InvalidRequestError, match="Missing required param: frozen_time"):
        sandbox.client.v1.test_helpers.test_clocks.create(nothing)


def test_to_advance_twice_with_one_key_is_to_advance_once(sandbox: RunningSandbox) -> None:
    clock, clocks = made(sandbox), sandbox.client.v1.test_helpers.test_clocks

    for _ in range(2):
        clocks.advance(clock.id, {"frozen_time": START + DAY}, {"idempotency_key": "k"})

    assert sandbox.happened().count("test_helpers.test_clock.ready") == 1


def test_what_is_due_on_the_way_is_done_at_its_moment() -> None:
    clock, done = Clock(stands=0), list[tuple[str, int]]()
    clock.later(5, lambda: done.append(("second", clock.now())))
    clock.later(2, lambda: clock.later(1, lambda: done.append(("first", clock.now()))))
    clock.later(11, lambda: done.append(("third", clock.now())))

    clock.pass_to(10)

    assert (done, clock.now()) == ([("first", 3), ("second", 5)], 10)
