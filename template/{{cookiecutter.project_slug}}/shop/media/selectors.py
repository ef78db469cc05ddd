"""What can be asked about pictures."""

from typing import Any

from django.db.models import Prefetch

from shop.catalog.cards import shown_on_cards
from shop.media.models import Image, ProductImage, Rendition


@shown_on_cards
def pictures() -> "Prefetch[Any, Any, Any]":
    """A product's pictures in order, each with its image and the copies of it. Costs two queries a list."""
    shown = ProductImage.objects.select_related("image", "variant").prefetch_related("image__renditions")
    return Prefetch("pictures", queryset=shown)


def copy_for(image: Image, width: int) -> Rendition:
    """The smallest copy that is at least so wide, else the widest. Costs nothing with `pictures`."""
    copies = sorted(image.renditions.all(), key=lambda copy: copy.width)
    return next((copy for copy in copies if copy.width >= width), copies[-1])
