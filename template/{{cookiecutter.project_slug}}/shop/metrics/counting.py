"""From what is being done to what is counted. Services do not know of it: they say what they do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection

from shop.core.observing import Doing
# {% if reached("scaling.alarms") %}
from shop.metrics import crowds, instruments
# {% else %}
from shop.metrics import instruments
# {% endif %}

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@contextmanager
def timed(what: Doing) -> Iterator[None]:
    """Measure something, and its statements."""
    begun = perf_counter()
    try:
        if what.kind in ("request", "task"):
            with connection.execute_wrapper(statements_of(what.kind)):
                yield
        else:
            yield
    finally:
        measured(what, perf_counter() - begun)


def measured(what: Doing, seconds: float) -> None:
    """Count something that was done, by its name and never by an identifier."""
    if what.kind == "request" and what.name:
        method, _, view = what.name.partition(" ")
        instruments.REQUESTS.labels(method, view, what.outcome).observe(seconds)
    elif what.kind == "request":  # it ended before anybody knew who would answer
        instruments.REQUESTS.labels("OTHER", "nobody", "5xx").observe(seconds)
    elif what.kind == "task":
        instruments.TASKS.labels(what.name, what.outcome).observe(seconds)
    elif what.kind == "outside":
        instruments.OUTSIDE.labels(what.name, what.outcome).observe(seconds)


def statements_of(kind: str) -> Callable[[Execute, str, Any, bool, dict[str, Any]], Any]:
    """Measure each statement. What it says and with which values, nobody looks at."""
    histogram = instruments.STATEMENTS.labels(kind)

    def execute(run: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        with histogram.time():
            return run(sql, params, many, context)

    return execute


def count(what: str, amount: float) -> None:
    """Count what was noticed. What nobody here knows is not counted."""
    if what == "stock.refused":
        instruments.REFUSALS.inc(amount)
    elif what == "reservation.lapsed":
        instruments.LAPSED.inc(amount)
    elif what == "checkout.seconds":
        instruments.CHECKOUTS.observe(amount)
    elif what in ("cache.hit", "cache.miss"):
        instruments.CACHE.labels(what.partition(".")[2]).inc(amount)
    # {% if reached("scaling.alarms") %}
    elif what == "cache.waited":
        crowds.WAITED.inc(amount)
    elif what.startswith("shed."):
        crowds.SHED.labels(what.partition(".")[2]).inc(amount)
    # {% endif %}
