"""What came: the bytes as they came, and what became of them."""

from django.db import models
from django.db.models import Q

from shop.core import clock


class State(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    ASIDE = "aside", "Set aside: nobody here knows this kind"
    DEAD = "dead", "Dead letter: it needs a person"


class Incoming(models.Model):
    """One message. Its body is kept as it came, before anybody has read it.

    Attributes:
        source, message_id: who sent it, and what they call it. The same twice is one.
        kind, version: what it says of itself, once it was read.
        attempts: how often a handler has begun; it is counted before, so that one who ends the process by it
            is counted too.
        waits: how often something was missing that must come before it.
        replays: how often a person has had it tried again.
        due_at: not before this moment is it tried.
        why: what went wrong the last time.
    """

    source = models.SlugField(max_length=24, db_index=False)
    message_id = models.CharField(max_length=200)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    kind = models.CharField(max_length=100, blank=True)
    version = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    waits = models.PositiveSmallIntegerField(default=0)
    replays = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        permissions = [("replay_incoming", "Can have messages tried again")]
        constraints = [
            models.UniqueConstraint(fields=["source", "message_id"], name="incoming_comes_once"),
            models.CheckConstraint(condition=~Q(message_id=""), name="incoming_has_a_name"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="incoming_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING) ^ Q(finished_at__isnull=False),
                name="incoming_waits_or_has_ended",
            ),
        ]
        indexes = [
            # The worker's question, and its answer is short however many have come: the next one that is due.
            models.Index(fields=["due_at", "id"], condition=Q(state=State.WAITING), name="incoming_due"),
            models.Index(
                fields=["source", "-id"],
                condition=Q(state__in=[State.ASIDE, State.DEAD]),
                name="incoming_needs_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.message_id}"


class Repeat(models.Model):
    """The same message came again.

    It is a row and not a counter. A counter would stand in the message's row, which a worker holds while it
    works, and the sender would wait for the worker.
    """

    message = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="repeats")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.message}, again"
