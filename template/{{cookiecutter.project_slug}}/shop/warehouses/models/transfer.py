"""What is under way between two places. It lies on no shelf, and nobody can be promised it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Variant
from shop.core import clock
from shop.core.ids import public_id
from shop.inventory.models import Location


class Way(models.TextChoices):
    """How far a transfer is."""

    SENT = "sent", "Under way"
    DONE = "done", "Arrived, or given up"


def new_public_id() -> str:
    """Make a transfer's public identifier."""
    return public_id("trf")


class Transfer(models.Model):
    """Boxes that left one place for another.

    Attributes:
        closed_at: when the last of it arrived, or was given up.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    origin = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=Way, default=Way.SENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="transfer_public_id_unique"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="transfer_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(state=Way.SENT, closed_at__isnull=True)
                | Q(state=Way.DONE, closed_at__isnull=False),
                name="transfer_closed_has_a_date",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state=Way.SENT), name="transfer_under_way")]

    def __str__(self) -> str:
        return self.public_id


class TransferLine(models.Model):
    """So many of one thing: what was sent is what arrived, what was lost, and what is still under way."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    sent = models.IntegerField()
    received = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "variant"], name="transfer_names_a_thing_once"),
            models.CheckConstraint(condition=Q(sent__gte=1), name="transfer_line_at_least_one"),
            models.CheckConstraint(
                condition=Q(received__gte=0, lost__gte=0, sent__gte=F("received") + F("lost")),
                name="transfer_nothing_arrives_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sent} x {self.variant}"

    @property
    def under_way(self) -> int:
        """How many are still somewhere between the two places."""
        return self.sent - self.received - self.lost


class Arrival(models.Model):
    """What came of a transfer at one time. The same arrival, told twice, is one.

    Attributes:
        key: by what whoever unpacks calls it: the number of a scan, of a form, of a delivery note.
        units: how many came, by variant id; kept, so that the same key with another content is noticed.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="arrivals")
    key = models.CharField(max_length=40)
    units = models.JSONField()
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "key"], name="arrival_is_told_once"),
            models.CheckConstraint(condition=~Q(key=""), name="arrival_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.transfer}, {self.key}"
