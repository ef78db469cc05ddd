"""How far each series of numbers has come."""

from django.db import models
from django.db.models import Q


class NumberCounter(models.Model):
    """The last number that was given out in a series."""

    series = models.CharField(max_length=12)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series"], name="number_counter_once_per_series"),
            models.CheckConstraint(condition=~Q(series=""), name="number_counter_has_a_series"),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
