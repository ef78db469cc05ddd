"""A span says what was done, and nothing that anybody typed.

The last two digits of a `traceparent` are bits: 1, it is kept; 2, its number is random.
"""

import pytest
from django.test import Client
from opentelemetry.sdk.trace import TracerProvider

from shop.core.observing import carried, doing, ends
from tests.tracing.collector import Collector


@pytest.mark.django_db
def test_a_request_is_a_span_with_its_view_and_its_statements(
    client: Client, traced: TracerProvider, collector: Collector
) -> None:
    client.cookies["sessionid"] = "of nobody, and looked up in the database"
    client.get("/admin/login/?email=ada@example.com", headers={"x-request-id": "3f2a9c1e8b7d4f60"})
    traced.force_flush()

    span = collector.until("request GET admin:login")
    assert span.above == ""
    assert span.attributes == {"shop.outcome": "2xx", "shop.request": "3f2a9c1e8b7d4f60", "db.statements": 1}
    assert "ada" not in span.whole


def test_what_an_exception_says_is_not_told(traced: TracerProvider, collector: Collector) -> None:
    with pytest.raises(ValueError, match="ada"), doing("task", "errand"):
        raise ValueError("no such person: ada@example.com")
    with doing("task", "errand.dead"):
        ends("dead")
    traced.force_flush()

    failed = collector.until("task errand")
    assert failed.attributes["shop.outcome"] == "failed"
    assert "STATUS_CODE_ERROR" in failed.whole
    assert "ada@example.com" not in failed.whole
    assert "STATUS_CODE_ERROR" in collector.until("task errand.dead").whole


def test_who_is_asked_stands_below_who_asks(traced: TracerProvider, collector: Collector) -> None:
    with doing("request", "POST pay"), doing("outside", "stripe"):
        told = carried(outside=True)
    traced.force_flush()

    above, below = collector.until("request POST pay"), collector.until("outside stripe")
    assert below.above == above.number
    assert told == {"traceparent": f"00-{above.trace}-{below.number}-03"}


@pytest.mark.parametrize("share", [0.0])
def test_of_no_share_nothing_is_kept_and_others_are_told_so(
    traced: TracerProvider, collector: Collector, share: float
) -> None:
    with doing("request", "GET home"):
        told = carried()["traceparent"]
    traced.force_flush()

    assert told.endswith("-02")
    assert collector.arrived.empty()


def test_who_began_it_decides_for_all(traced: TracerProvider, collector: Collector) -> None:
    trace, above = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    for decided in ("00", "01"):
        with doing("task", f"errand.{decided}", via={"traceparent": f"00-{trace}-{above}-{decided}"}):
            pass
    traced.force_flush()

    assert collector.until("task errand.01").trace == trace
    assert [one.name for one in collector.seen] == ["task errand.01"]
