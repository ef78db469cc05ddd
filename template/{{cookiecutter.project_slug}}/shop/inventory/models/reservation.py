"""Promises that somebody may still give up, and those that were kept."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.core.ids import public_id
from shop.inventory.models.stock import StockItem


class State(models.TextChoices):
    """Where a promise stands."""

    HELD = "held", "Held for a while"
    USED = "used", "Sold, and not yet sent"
    RELEASED = "released", "Given back"


def new_public_id() -> str:
    """Make a reservation's public identifier."""
    return public_id("rsv")


class Reservation(models.Model):
    """So many of some things, set aside for somebody.

    Attributes:
        owner: for whom, in the words of whoever asked, such as a cart's identifier. The shelves do not know
            what it means.
        until: from this moment on, it may be given to others. Until somebody does, it may still be used.
        closed_at: when it was used or released.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    owner = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    until = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="reservation_public_id_unique"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(state=State.HELD), name="reservation_one_held_per_owner"
            ),
            models.CheckConstraint(condition=~Q(owner=""), name="reservation_has_an_owner"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="reservation_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.HELD, closed_at__isnull=True)
                | (~Q(state=State.HELD) & Q(closed_at__isnull=False)),
                name="reservation_closed_has_a_date",
            ),
        ]
        # What the sweeper walks: the few that are held, the oldest first, however many there ever were.
        indexes = [
            models.Index(fields=["until", "id"], condition=Q(state=State.HELD), name="reservation_lapsing")
        ]

    def __str__(self) -> str:
        return self.public_id


class ReservationLine(models.Model):
    """So many of one thing, from one shelf."""

    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="promises")
    units = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reservation", "item"], name="reservation_names_an_item_once"),
            models.CheckConstraint(condition=Q(units__gte=1), name="reservation_line_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.units} x {self.item}"
