"""What goes out: what the shop said, and to whom of those who wanted to hear it."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.webhooks.models.endpoint import Endpoint


class Fate(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Delivered"
    DEAD = "dead", "Dead letter: it needs a person"


class Announcement(models.Model):
    """Something that the shop said, once, however many hear it.

    Attributes:
        public_id: the same for everybody and at each try, so that whoever gets it twice can tell.
        body: the text that is sent and signed, to the byte. It is made once: written again, it may differ.
    """

    public_id = models.CharField(max_length=24, editable=False, unique=True)
    topic = models.CharField(max_length=60)
    body = models.TextField()
    at = models.DateTimeField(default=clock.now)
    # {% if reached("observability.tracing") %}
    via = models.JSONField(null=True, editable=False)  # where it began; none is told to others
    # {% endif %}

    def __str__(self) -> str:
        return f"{self.topic} {self.public_id}"


class Delivery(models.Model):
    """One announcement on its way to one endpoint.

    Attributes:
        attempts: how often it was sent; counted before, so that a worker that dies is counted too.
        status: what was answered the last time; nothing, if nobody answered.
        why: what went wrong the last time.
    """

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=7, choices=Fate, default=Fate.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    status = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [("replay_delivery", "Can have deliveries tried again")]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["announcement", "endpoint"], name="delivery_once"),
            models.CheckConstraint(condition=Q(state__in=Fate.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state=Fate.WAITING) ^ Q(finished_at__isnull=False),
                name="delivery_waits_or_has_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=Fate.WAITING), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.announcement} to {self.endpoint}"
