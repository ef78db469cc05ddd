"""What happened to an order, line by line. From these lines alone, the order can be made again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.orders.models.order import Order
from shop.orders.states import State, Verb


class Reason(models.TextChoices):
    """Why something was taken back. A list and not a text: in texts, people write names."""

    CHANGED_MIND = "changed-mind", "The buyer changed their mind"
    MISTAKE = "mistake", "It was ordered by mistake"
    UNAVAILABLE = "unavailable", "The shop cannot send it"
    UNPAID = "unpaid", "It was not paid in time"
    SUSPICIOUS = "suspicious", "Somebody may have used a stolen card"


class OrderEvent(models.Model):
    """Something that happened, with all that followed from it. The database refuses to change or delete it.

    Attributes:
        number: its place in the order's history, from 1 on.
        state: where the order stood afterwards.
        role, by: as who it was done; and by whom, if that was staff. A buyer is not named: no person
            stands here.
        data: what it did to lines, in whole amounts; see `shop.orders.history`.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=12, choices=Verb)
    state = models.CharField(max_length=12, choices=State)
    role = models.CharField(max_length=8)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            # Two who write the same next line: one of them has not seen what the other did.
            models.UniqueConstraint(fields=["order", "number"], name="order_event_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="order_event_begins_at_one"),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="order_event_verb_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="order_event_state_known"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=Reason.values), name="order_event_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_verb_display()}"
