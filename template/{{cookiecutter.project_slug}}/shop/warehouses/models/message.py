"""What an outside system said about the shelves: every message is kept, whatever came of it."""

from django.db import models
from django.db.models import Q

from shop.core import clock, shapes
from shop.inventory.models import Location, Movement, StockItem


class Kind(models.TextChoices):
    """What a message says."""

    COUNT = "count", "There were so many"
    CHANGE = "change", "So many came, or went"


class Worth(models.TextChoices):
    """What came of a message."""

    APPLIED = "applied", "Applied"
    IGNORED = "ignored", "Ignored: a later count says more"
    PROBLEM = "problem", "A problem: it waits"


class CountedPlace(models.Model):
    """An outside system counts here. A place has one that counts, so that two never contradict each other."""

    location = models.OneToOneField(
        Location, on_delete=models.CASCADE, primary_key=True, related_name="counted_by"
    )
    source = models.SlugField(max_length=24, db_index=False, validators=[shapes.slug])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__regex=shapes.SLUG), name="counted_place_source_shape")
        ]

    def __str__(self) -> str:
        return f"{self.location} by {self.source}"


class StockMessage(models.Model):
    """One message. What it says stays as it came; what came of it may change.

    Attributes:
        source, message_id: who said it, and what they call it. The same twice is one.
        sequence: the source's own number of it, if it numbers its messages; a number that is missing shows.
        occurred_at: of which moment it speaks. When it came is another matter.
        quantity: how many there were; or how many came, below zero how many went.
        why: what made it a problem, or why it was ignored.
    """

    source = models.CharField(max_length=24)
    message_id = models.CharField(max_length=48)
    sequence = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=6, choices=Kind)
    location_code = models.CharField(max_length=40)
    sku = models.CharField(max_length=64)
    quantity = models.IntegerField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now, editable=False)
    worth = models.CharField(max_length=7, choices=Worth, default=Worth.PROBLEM)
    why = models.CharField(max_length=300, blank=True)
    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, null=True, related_name="messages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "message_id"], name="message_is_told_once"),
            models.CheckConstraint(condition=~Q(message_id=""), name="message_has_a_name"),
            models.CheckConstraint(condition=Q(worth__in=Worth.values), name="message_worth_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.COUNT, quantity__gte=0) | (Q(kind=Kind.CHANGE) & ~Q(quantity=0)),
                name="message_quantity_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(worth=Worth.PROBLEM) | Q(item__isnull=False), name="message_applied_to_something"
            ),
        ]
        indexes = [
            # What was said of an item since a moment, and the last count of it.
            models.Index(fields=["item", "kind", "-occurred_at"], name="message_history"),
            models.Index(fields=["id"], condition=Q(worth=Worth.PROBLEM), name="message_waiting"),
            models.Index(fields=["source", "sequence"], name="message_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.message_id}"


class Followed(models.Model):
    """A line of the ledger that was written because of a message, not because the shop moved something."""

    movement = models.OneToOneField(
        Movement, on_delete=models.PROTECT, primary_key=True, related_name="followed"
    )
    message = models.ForeignKey(StockMessage, on_delete=models.PROTECT, related_name="lines")

    def __str__(self) -> str:
        return f"{self.movement}, after {self.message}"
