"""What the tests of traces may ask for."""

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from shop.core import observing
from shop.tracing.sending import begin
from shop.tracing.spans import onward, spanned
from tests.tracing.collector import Collector, collecting
from tests.workers.conftest import broker, valkey

__all__ = ["broker", "collector", "share", "traced", "valkey"]


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector that takes everything."""
    with collecting() as collector:
        yield collector


@pytest.fixture
def share() -> float:
    """How many traces are kept."""
    return 1.0


@pytest.fixture
def traced(collector: Collector, share: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[TracerProvider]:
    """This process traces, until the test ends."""
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    monkeypatch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", type(trace._TRACER_PROVIDER_SET_ONCE)())  # noqa: SLF001
    monkeypatch.setattr(observing, "_observers", [*observing._observers, spanned])  # noqa: SLF001
    monkeypatch.setattr(observing, "_carriers", [*observing._carriers, (onward, True)])  # noqa: SLF001
    provider = begin(collector.url, share)
    yield provider
    provider.shutdown()
