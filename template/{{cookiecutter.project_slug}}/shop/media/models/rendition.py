"""A picture in one of the sizes that pages need."""

from django.db import models
from django.db.models import Q

from shop.media.models.image import Image


class Rendition(models.Model):
    """A smaller copy of an image, made by us and therefore replaceable at any time."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content_type = models.CharField(max_length=10, default="image/webp")
    file = models.FileField(max_length=120)

    class Meta:
        ordering = ["width"]
        constraints = [
            models.UniqueConstraint(fields=["image", "width"], name="rendition_once_per_width"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="rendition_is_not_empty"),
            models.CheckConstraint(condition=Q(content_type="image/webp"), name="rendition_is_webp"),
            models.CheckConstraint(
                condition=Q(file__regex=r"^renditions/[0-9a-f]{2}/[0-9a-f]{62}-[0-9]+\.webp$"),
                name="rendition_file_named_by_contents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image} at {self.width}"
