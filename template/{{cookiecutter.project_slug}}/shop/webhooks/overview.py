"""How it stands with all that comes and goes, for one page and for whatever watches the shop."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Min, Q
from redis import RedisError

from shop.core import clock
from shop.core.breaker import Circuit
from shop.webhooks import sources
from shop.webhooks.models import Delivery, Endpoint, Fate
from shop.webhooks.selectors import Queue, incoming_queues, queue_of
from shop.webhooks.services.delivering import breaker_of
from shop.webhooks.services.receiving import refusals_key


@dataclass(frozen=True)
class SourceNow:
    """A source, heard of or not.

    Attributes:
        refused: how many of today were not genuine; none is known while the cache does not answer.
    """

    queue: Queue
    refused: int | None


@dataclass(frozen=True)
class EndpointNow:
    """An endpoint, and how its circuit breaker stands."""

    endpoint: Endpoint
    queue: Queue
    circuit: Circuit
    until: datetime | None


def sources_now() -> list[SourceNow]:
    """Every source that is registered, or from which something came. Costs one query, and asks the cache."""
    queues = {queue.name: queue for queue in incoming_queues()}
    names = sorted({*queues, *sources.names()})
    counted = refusals(names)
    return [SourceNow(queues.get(name) or empty(name), counted.get(name)) for name in names]


def refusals(names: list[str]) -> dict[str, int]:
    """How many of today were refused, by source."""
    keys = {refusals_key(name): name for name in names}
    try:
        found = cache.get_many(keys)
    except RedisError:
        return {}
    return {name: found.get(key, 0) for key, name in keys.items()}


def endpoints_now() -> list[EndpointNow]:
    """Every endpoint with what waits for it. Costs two queries."""
    queues = {queue.name: queue for queue in outgoing_queues()}
    now = clock.now()
    return [
        EndpointNow(
            endpoint=one,
            queue=queues.get(one.public_id) or empty(one.public_id),
            circuit=breaker_of(one).circuit(now),
            until=one.resting_until,
        )
        for one in Endpoint.objects.order_by("name", "id")
    ]


def outgoing_queues() -> list[Queue]:
    """What goes to each endpoint, by its public identifier. Costs one query, which reads all that is kept."""
    waiting = Q(state=Fate.WAITING)
    counted = (
        Delivery.objects.values("endpoint__public_id")
        .annotate(
            waiting=Count("pk", filter=waiting),
            done=Count("pk", filter=Q(state=Fate.DONE)),
            dead=Count("pk", filter=Q(state=Fate.DEAD)),
            oldest=Min("announcement__at", filter=waiting),
        )
        .order_by("endpoint__public_id")
    )
    return [queue_of(one["endpoint__public_id"], one) for one in counted]


def empty(name: str) -> Queue:
    """Nothing came, and nothing went."""
    return Queue(name=name, waiting=0, done=0, aside=0, dead=0, lag=None)


def oldest(queues: list[Queue]) -> timedelta | None:
    """For how long the oldest of all has been waiting."""
    return max((queue.lag for queue in queues if queue.lag is not None), default=None)
