"""Where traces go, and how many of them."""

from typing import Any

from celery.signals import worker_process_shutdown
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

GOODBYE = 2000  # milliseconds that a worker's process waits for the collector when it ends


def begin(endpoint: str, share: float) -> TracerProvider:
    """Send a share of all traces to a collector, in batches and by a thread of its own: nobody waits for it.

    Whoever began a trace has decided whether it is kept; all others follow.

    Args:
        endpoint: of OTLP over HTTP, without the path: http://collector:4318
        share: from 0, none, to 1, all.
    """
    # Of this machine and this process nothing is said but the shop's name.
    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(share)), resource=Resource({"service.name": "shop"})
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces")))
    trace.set_tracer_provider(provider)

    def say_goodbye(**kwargs: Any) -> None:
        provider.force_flush(GOODBYE)

    worker_process_shutdown.connect(say_goodbye, weak=False)
    return provider
