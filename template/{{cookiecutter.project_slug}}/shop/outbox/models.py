"""What happened, and who still has to hear of it."""

from django.db import models
from django.db.models import Q

from shop.core import clock


class Event(models.Model):
    """Something that happened, written in the same transaction as what it tells of.

    Attributes:
        topic: what happened, in words with a dot: `order.placed`.
        key: what it happened to. Of one topic and one key, it happens once.
        payload: what a consumer must know to look up the rest: identifiers, and no person.
        spread_at: since when each consumer has its delivery; none while nobody has looked.
    """

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now, editable=False)
    spread_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "key"], name="outbox_event_once"),
            models.CheckConstraint(condition=~Q(topic="") & ~Q(key=""), name="outbox_event_is_named"),
        ]
        indexes = [
            # The relay asks for these again and again; mostly there are none, and this index is empty.
            models.Index(fields=["id"], condition=Q(spread_at=None), name="outbox_event_to_spread"),
            # Old events are forgotten by it.
            models.Index(fields=["at"], name="outbox_event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


# {% if reached("observability.logs") %}
VIA = "_via"  # in a payload: where it began. It is a name of ours, and no consumer's.


# {% endif %}
class State(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    DEAD = "dead", "Given up"


class Delivery(models.Model):
    """One event for one consumer, until its work is done. It says how far that is; the queue does not.

    Attributes:
        consumer: whose work it is, by name.
        attempts: how often the work was begun.
        due_at: when it is handed to a worker, or again, if nothing is heard of it until then.
        error: why the last attempt failed.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    consumer = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        permissions = [("replay_delivery", "Can have deliveries tried again")]
        constraints = [
            models.UniqueConstraint(fields=["event", "consumer"], name="outbox_delivery_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="outbox_delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, due_at__isnull=False, ended_at=None)
                | Q(state__in=[State.DONE, State.DEAD], due_at=None, ended_at__isnull=False),
                name="outbox_delivery_is_due_or_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=State.WAITING), name="outbox_delivery_due"),
            models.Index(fields=["id"], condition=Q(state=State.DEAD), name="outbox_delivery_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.consumer}"
