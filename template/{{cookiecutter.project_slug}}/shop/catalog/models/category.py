"""A shelf of the shop. Shelves stand in at most two rows: `Tableware`, and in it `Cups`."""

from django.db import models
from django.db.models import F, Q

from shop.core import shapes


class Category(models.Model):
    """A group of products that shoppers look through together."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, db_index=False, validators=[shapes.slug])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Small numbers come first.")
    description = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="category_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=shapes.SLUG), name="category_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="category_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="category_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
