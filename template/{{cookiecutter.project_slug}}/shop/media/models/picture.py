"""Where a picture is shown, and what it says to people who cannot see it."""

from django.db import models
from django.db.models import Q

from shop.catalog.models import Product, Variant
from shop.media.models.image import Image


class ProductImage(models.Model):
    """A picture on a product's page; with a variant, the picture of that variant."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="shown_on")
    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    alt = models.CharField(
        "description",
        max_length=200,
        help_text="What is to be seen, for people who cannot see it: “A grey mug on a wooden table”.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="The smallest is shown in lists.")

    class Meta:
        verbose_name = "picture"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "image", "variant"], nulls_distinct=False, name="picture_once_per_place"
            ),
            models.CheckConstraint(condition=Q(alt__regex=r"\S"), name="picture_is_described"),
        ]

    def __str__(self) -> str:
        return self.alt
