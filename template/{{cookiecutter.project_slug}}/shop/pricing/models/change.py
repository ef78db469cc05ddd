"""What public prices were, change by change. Rows are added, and the database lets nobody touch them."""

from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Variant
from shop.core import clock
from shop.pricing.models.price_list import PriceList


class PriceChange(models.Model):
    """At a moment, the public price of one unit changed: on a list, or the variant's own.

    Attributes:
        before: what it was; nothing where there was none.
        after: what it is from now on; nothing where it was taken away.
    """

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="price_changes")
    price_list = models.ForeignKey(
        PriceList, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    currency = models.CharField(max_length=3)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="change_says_something"
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | Q(after__isnull=True) | ~Q(before=F("after")),
                name="change_changes_something",
            ),
        ]
        indexes = [models.Index(fields=["variant", "at"], name="change_by_variant")]

    def __str__(self) -> str:
        return f"{self.variant}: {self.before} to {self.after} {self.currency}"
