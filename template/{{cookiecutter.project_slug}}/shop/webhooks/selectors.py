"""What can be asked about messages. Each question says what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from shop.core import clock
from shop.webhooks.models import Incoming, State


@dataclass(frozen=True)
class Queue:
    """How it stands with what came from one source, or with what goes to one endpoint.

    Attributes:
        lag: for how long the oldest has been waiting that could be done now; none, if nothing waits.
    """

    name: str
    waiting: int
    done: int
    aside: int
    dead: int
    lag: timedelta | None


def incoming_queues() -> list[Queue]:
    """Every source from which something came. Costs one query, which reads all rows that are kept."""
    waiting = Q(state=State.WAITING)
    counted = (
        Incoming.objects.values("source")
        .annotate(
            waiting=Count("pk", filter=waiting),
            done=Count("pk", filter=Q(state=State.DONE)),
            aside=Count("pk", filter=Q(state=State.ASIDE)),
            dead=Count("pk", filter=Q(state=State.DEAD)),
            oldest=Min("received_at", filter=waiting),
        )
        .order_by("source")
    )
    return [queue_of(one["source"], one) for one in counted]


def queue_of(name: str, counted: Mapping[str, Any]) -> Queue:
    """How it stands, from what was counted: `waiting`, `done`, `dead` and the `oldest` that waits."""
    return Queue(
        name=name,
        waiting=counted["waiting"],
        done=counted["done"],
        aside=counted.get("aside", 0),
        dead=counted["dead"],
        lag=clock.now() - counted["oldest"] if counted["oldest"] else None,
    )


def incoming(*, states: Sequence[str] = (), source: str = "") -> "QuerySet[Incoming]":
    """What came, the newest first, without the bodies. Uses index: incoming_needs_a_person."""
    found = Incoming.objects.defer("body").order_by("-id")
    if states:
        found = found.filter(state__in=states)
    return found.filter(source=source) if source else found
