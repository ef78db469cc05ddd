"""One picture in the shop's own keeping, in a file that is named by its contents."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.core.ids import public_id

# 64 hexadecimal digits: the SHA-256 of the file as it is kept.
SHA256 = r"^[0-9a-f]{64}$"


class ImageType(models.TextChoices):
    """The kinds of pictures that the shop keeps."""

    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"


def new_public_id() -> str:
    """Make an image's public identifier."""
    return public_id("img")


class Image(models.Model):
    """A picture, independent of where it is shown. Nobody edits one: another picture is another row."""

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    file = models.FileField(max_length=120, editable=False)
    content_type = models.CharField(max_length=10, choices=ImageType, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    byte_size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="image_public_id_unique"),
            models.UniqueConstraint(fields=["sha256"], name="image_kept_once"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="image_sha256_shape"),
            models.CheckConstraint(condition=Q(content_type__in=ImageType.values), name="image_type_known"),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, byte_size__gt=0), name="image_is_not_empty"
            ),
            # The name is made of the contents, never of what somebody called the file.
            models.CheckConstraint(
                condition=Q(file__regex=r"^images/[0-9a-f]{2}/[0-9a-f]{62}\.(jpg|png|webp)$"),
                name="image_file_named_by_contents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.width} x {self.height})"
