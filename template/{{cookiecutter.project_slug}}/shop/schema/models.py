"""How far each backfill has come."""

from django.db import models
from django.db.models import Q

from shop.core import clock


class Backfill(models.Model):
    """Rows that are filled while the shop is open: up to which key, and how many were filled.

    Attributes:
        position: the key of the last row that was looked at.
        ended_at: when there was no row left to look at.
    """

    name = models.CharField(max_length=60, editable=False)
    position = models.BigIntegerField(default=0, editable=False)
    filled = models.BigIntegerField(default=0, editable=False)
    began_at = models.DateTimeField(default=clock.now, editable=False)
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="backfill_once"),
            models.CheckConstraint(condition=Q(position__gte=0, filled__gte=0), name="backfill_counts"),
        ]

    def __str__(self) -> str:
        return self.name
