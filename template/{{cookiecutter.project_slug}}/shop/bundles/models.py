"""What is in a set. The set itself is a variant like any other: it has a SKU, a price and a page."""

from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Variant


class BundleItem(models.Model):
    """So many of one variant are in the set that another variant is."""

    bundle = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="bundle_items")
    component = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "part of a set"
        verbose_name_plural = "parts of a set"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "component"], name="bundle_names_a_part_once"),
            models.CheckConstraint(condition=~Q(bundle=F("component")), name="bundle_not_in_itself"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="bundle_part_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.component}"


class Bundle(Variant):
    """A variant, seen as what it consists of: a page of its own in the admin, with rights of its own."""

    class Meta:
        proxy = True
        verbose_name = "set"
