"""Where things lie."""

from django.db import models
from django.db.models import Q

from shop.core import shapes


class Location(models.Model):
    """A place with shelves. A small shop has one, and never thinks about it."""

    code = models.SlugField(max_length=40, db_index=False, validators=[shapes.slug])
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False, help_text="Where things lie unless another is named.")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="location_code_unique"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="location_one_default"
            ),
            models.CheckConstraint(condition=Q(code__regex=shapes.SLUG), name="location_code_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="location_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
