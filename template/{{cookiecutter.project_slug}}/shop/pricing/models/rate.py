"""What one currency is worth in another, from a moment on."""

from django.db import models
from django.db.models import F, Q

from shop.core.money import CURRENCY


class ExchangeRate(models.Model):
    """So much of one currency for one of another. A new rate is a new row: what was, stays known."""

    base = models.CharField(max_length=3, help_text="The currency that prices are kept in.")
    currency = models.CharField(max_length=3, help_text="The currency that they are shown in.")
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["base", "currency", "-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["base", "currency", "starts_at"], name="rate_once_per_moment"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_above_nothing"),
            models.CheckConstraint(condition=~Q(base=F("currency")), name="rate_between_two_currencies"),
            models.CheckConstraint(
                condition=Q(base__regex=CURRENCY, currency__regex=CURRENCY), name="rate_currencies_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.currency}"
