"""How many there are, and how many of these are promised."""

from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Variant
from shop.inventory.models.location import Location


class StockItem(models.Model):
    """One variant in one place. `on_hand` is boxes; `held` and `allocated` are promises.

    Attributes:
        held: promised for a while, to somebody who may still change their mind.
        allocated: sold, and not yet sent.
        backorder_limit: so many may be promised beyond the boxes, because they will be made.
    """

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="stock")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="stock")
    on_hand = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    allocated = models.IntegerField(default=0)
    backorder_limit = models.IntegerField(default=0, help_text="So many may be promised before they exist.")
    low_at = models.IntegerField(default=3, help_text="With so many left or fewer, shoppers are told.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "location"], name="stock_once_per_place"),
            models.CheckConstraint(
                condition=Q(on_hand__gte=F("held") + F("allocated") - F("backorder_limit")),
                name="stock_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(on_hand__gte=0, held__gte=0, allocated__gte=0),
                name="stock_counts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(backorder_limit__gte=0, low_at__gte=0), name="stock_limits_not_negative"
            ),
        ]
        # No index has any of the counts in it, on purpose. They change with every reservation, and PostgreSQL
        # writes a changed row beside the old one, without touching an index, only if none of them names it.

    def __str__(self) -> str:
        return f"{self.variant} in {self.location}"
