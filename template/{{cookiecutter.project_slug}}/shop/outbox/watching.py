"""How the work stands, in numbers: for people, for alarms, for graphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min
from redis import Redis

from shop.core import clock
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.ticking import TOPIC

PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Standing:
    """How the work stands.

    Attributes:
        queues: how many messages wait, by queue.
        unsent: since when the oldest event waits for the relay; none, if none does.
        overdue: since when the oldest delivery is due that nobody took.
        waiting, dead: how many deliveries wait for their work, or were given up.
        beat: when beat was heard last.
    """

    queues: Mapping[str, int]
    unsent: datetime | None
    overdue: datetime | None
    waiting: int
    dead: int
    beat: datetime | None

    def troubles(self, now: datetime, patience: timedelta = PATIENCE) -> Iterator[str]:
        """What is not as it should be, each with what to do."""
        if self.unsent and now - self.unsent > patience:
            yield f"An event waits since {self.unsent:%H:%M:%S} UTC. Does a relay run?"
        elif self.overdue and now - self.overdue > patience:
            yield f"A delivery is due since {self.overdue:%H:%M:%S} UTC. Does a relay reach the broker?"
        if self.dead:
            yield f"{self.dead} given up. `manage.py dead_letters` says which, and why."
        if self.beat is None or now - self.beat > patience:
            heard = f"at {self.beat:%H:%M:%S} UTC" if self.beat else "never"
            yield f"Beat was last heard: {heard}. Does one run?"


def standing(*, queues: Mapping[str, int] | None = None) -> Standing:
    """How the work stands now. Costs four queries, and one question to the broker.

    Args:
        queues: how many messages wait in each, where somebody has asked the broker already.
    """
    now = clock.now()
    # Uses index: outbox_event_to_spread, outbox_delivery_due, outbox_delivery_dead, outbox_event_once.
    counts = dict(Delivery.objects.exclude(state=State.DONE).values_list("state").annotate(count=Count("pk")))
    due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now)
    ticks = Event.objects.filter(topic__startswith=TOPIC).order_by("-id")
    return Standing(
        queues=queue_lengths() if queues is None else queues,
        unsent=Event.objects.filter(spread_at=None).aggregate(at=Min("at"))["at"],
        overdue=due.aggregate(at=Min("due_at"))["at"],
        waiting=counts.get(State.WAITING, 0),
        dead=counts.get(State.DEAD, 0),
        beat=ticks.values_list("at", flat=True).first(),
    )


def queue_lengths() -> dict[str, int]:
    """How many messages wait in each queue.

    Raises:
        redis.RedisError: the broker does not answer.
    """
    names = list(settings.CELERY_TASK_QUEUES)
    with Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=5) as broker, broker.pipeline() as asked:
        for name in names:
            asked.llen(name)
        return dict(zip(names, asked.execute(), strict=True))
