"""How the shop stands, in figures. What is read for it is few, however many orders there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncHour
from redis import RedisError

from shop.checkout.models import Checkout
from shop.checkout.services.sweeping import UNFINISHED
from shop.core import clock
from shop.inventory.models import Reservation
from shop.inventory.models.reservation import State as Promise
from shop.orders.models import Order
from shop.outbox import models as outbox
from shop.outbox.watching import Standing, queue_lengths, standing
from shop.webhooks import models as webhooks

HOURS = 24
INVARIANTS = "slow.check-invariants"


@dataclass(frozen=True)
class Waiting:
    """Things that wait for something.

    Attributes:
        count: how many; none, where nobody counts.
        oldest: since when the one waits that waits for the longest; none, if nothing waits.
    """

    count: int | None
    oldest: datetime | None

    def seconds(self, now: datetime) -> float:
        """For how long the oldest has waited; 0, if nothing waits."""
        return (now - self.oldest).total_seconds() if self.oldest else 0.0


@dataclass(frozen=True)
class Figures:
    """How the shop stands at a moment.

    Attributes:
        broker: whether the queues could be asked.
        work: the outbox and its deliveries; see `Standing`.
        checkouts: somebody outside was asked for money, and there is no order yet.
        lapsed: reservations that are over and not given back.
        inbox, inbox_dead: messages that came from other systems, and those that need a person.
        sent, sent_dead: the same of what goes to others.
    """

    at: datetime
    broker: bool
    work: Standing
    checkouts: Waiting
    lapsed: Waiting
    inbox: Waiting
    inbox_dead: int
    sent: Waiting
    sent_dead: int


def figures() -> Figures:
    """How the shop stands now. Costs ten queries, and one question to the broker."""
    now, queues = clock.now(), asked_queues()
    due = Q(state=webhooks.State.WAITING)
    # Uses index: checkout_unfinished, reservation_lapsing, incoming_due, incoming_needs_a_person,
    # delivery_due.
    return Figures(
        at=now,
        broker=queues is not None,
        work=standing(queues=queues or {}),
        checkouts=waiting(Checkout.objects.filter(point__in=UNFINISHED), "changed_at"),
        lapsed=waiting(Reservation.objects.filter(state=Promise.HELD, until__lte=now), "until"),
        inbox=waiting(webhooks.Incoming.objects.filter(due), "received_at"),
        inbox_dead=webhooks.Incoming.objects.filter(state=webhooks.State.DEAD).count(),
        sent=waiting(webhooks.Delivery.objects.filter(state=webhooks.Fate.WAITING), "announcement__at"),
        sent_dead=webhooks.Delivery.objects.filter(state=webhooks.Fate.DEAD).count(),
    )


def waiting(found: "QuerySet[Any]", since: str) -> Waiting:
    """How many wait, and since when. Costs one query."""
    counted: Mapping[str, Any] = found.aggregate(count=Count("pk"), oldest=Min(since))
    return Waiting(counted["count"], counted["oldest"])


def asked_queues() -> dict[str, int] | None:
    """How many messages are in each queue; nothing, if the broker does not answer."""
    try:
        return queue_lengths()
    except RedisError:
        return None


def orders_by_hour() -> dict[datetime, int]:
    """How many orders were placed in each of the last hours, the newest first. Costs one query.

    Uses index: order_newest.
    """
    this = clock.now().replace(minute=0, second=0, microsecond=0)
    hours = [this - timedelta(hours=ago) for ago in range(HOURS)]
    placed = Order.objects.filter(placed_at__gte=hours[-1]).order_by()
    counted = placed.annotate(hour=TruncHour("placed_at")).values_list("hour").annotate(count=Count("pk"))
    found = dict(counted)
    return {hour: found.get(hour, 0) for hour in hours}


def last_check() -> outbox.Delivery | None:
    """How it ended when somebody looked last whether what must be true still is. Costs one query.

    It is asked each hour, so that going back by number finds it soon.
    """
    ended = outbox.Delivery.objects.filter(consumer=INVARIANTS).exclude(state=outbox.State.WAITING)
    return ended.order_by("-id").first()
