"""One trace from a request, through the outbox, the relay and a worker, to a webhook that goes out."""

from typing import Any

import pytest
from django.db import transaction
from opentelemetry.sdk.trace import TracerProvider

from shop.core.observing import doing
from shop.outbox.sending import send
from shop.outbox.services.publishing import publish
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.subscriptions import subscriptions
from shop.webhooks.services.delivering import work_outgoing
from tests.tracing import consumers
from tests.tracing.collector import Collector
from tests.webhooks.outgoing.builders import an_endpoint
from tests.webhooks.outgoing.receiver import receiving
from tests.workers.crew import worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_trace_from_the_request_to_the_webhook(
    traced: TracerProvider, collector: Collector, broker: str, settings: Any
) -> None:
    variables = {
        "BROKER_URL": broker,
        "OTLP_ENDPOINT": collector.url,
        "TRACES_SHARE": "1",
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    with receiving() as others:
        an_endpoint(url=others.url, topics=[consumers.TOPIC])
        with doing("request", "POST pay"), transaction.atomic():
            publish(topic="errand.announced", key="k-1", payload={})
        spread(among=subscriptions())
        hand_over(send=send)
        with worker(variables, knows="tests.tracing.consumers"):
            task = collector.until("task errand.announce")
        assert work_outgoing()
        traced.force_flush()

        request, relay = collector.until("request POST pay"), collector.until("relay errand.announce")
        queue = collector.until("outside the queue of errand.announce")
        webhook, sent = collector.until("webhook drill.announced"), collector.until("outside webhook")
        (headers, _) = others.got[0]

    chain = (request, relay, queue, task, webhook, sent)
    assert [one.above for one in chain] == ["", *(one.number for one in chain[:-1])]
    assert {one.trace for one in chain} == {request.trace}
    assert headers["traceparent"] == f"00-{request.trace}-{sent.number}-03"
    assert "127.0.0.1" not in sent.whole
