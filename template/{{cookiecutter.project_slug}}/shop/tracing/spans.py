"""From what is being done to a span. It has our identifiers, and nothing that anybody typed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection
from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shop.core.observing import Doing

KINDS = {
    "request": SpanKind.SERVER,
    "relay": SpanKind.PRODUCER,
    "task": SpanKind.CONSUMER,
    "outside": SpanKind.CLIENT,
}
ILL = ("failed", "dead", "5xx")

propagator = TraceContextTextMapPropagator()


@contextmanager
def spanned(what: Doing) -> Iterator[None]:
    """Have a span while something is done, below the one from which it was sent here."""
    tracer = trace.get_tracer("shop")
    above = propagator.extract(what.via) if "traceparent" in what.via else None
    kind = KINDS.get(what.kind, SpanKind.INTERNAL)
    # What an exception says, somebody may have typed. That there was one, the outcome says.
    with tracer.start_as_current_span(
        what.kind, above, kind, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            with counted(span, what):
                yield
        finally:
            told(span, what)


def told(span: Span, what: Doing) -> None:
    """Let a span say what was done, and how it ended."""
    span.update_name(f"{what.kind} {what.name}".strip())
    span.set_attributes(
        {"shop.outcome": what.outcome, **{f"shop.{name}": id_ for name, id_ in what.ids.items()}}
    )
    if what.outcome in ILL:
        span.set_status(StatusCode.ERROR)


@contextmanager
def counted(span: Span, what: Doing) -> Iterator[None]:
    """Count the statements, and look at none: a span for each would be most of a trace, and say the least."""
    if what.kind not in ("request", "task"):
        yield
        return
    count = 0

    def execute(run: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal count
        count += 1
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        try:
            yield
        finally:
            span.set_attribute("db.statements", count)


def onward() -> Mapping[str, str]:
    """Where this is in its trace, as others read it: https://www.w3.org/TR/trace-context/"""
    carrier: dict[str, str] = {}
    propagator.inject(carrier)
    return {name: value for name, value in carrier.items() if name == "traceparent"}
