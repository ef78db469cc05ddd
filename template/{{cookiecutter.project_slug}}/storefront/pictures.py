"""Pictures as a page shows them: an address for each width, so that a telephone loads no poster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.files.storage import default_storage

from shop.catalog.models import Variant
from shop.media.models import ProductImage

USUAL_WIDTH = 800  # what a browser takes that cannot choose


class File(NamedTuple):
    """A picture in one width, by its name in the storage."""

    width: int
    name: str


@dataclass(frozen=True)
class Picture:
    """What an `img` element says. Width and height keep its place, so that nothing jumps while it loads."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


def picture_of(shown: ProductImage, renditions: Sequence[File]) -> Picture:
    """Describe a product's picture; one without renditions is shown as it was uploaded. Costs nothing."""
    image = shown.image
    files = sorted(renditions) or [File(image.width, str(image.file))]
    usual = next((file for file in files if file.width >= USUAL_WIDTH), files[-1])
    return Picture(
        src=default_storage.url(usual.name),
        srcset=", ".join(f"{default_storage.url(file.name)} {file.width}w" for file in files),
        width=image.width,
        height=image.height,
        alt=shown.alt,
    )


def pictures_for(variant: Variant, pictures: Iterable[ProductImage]) -> list[Picture]:
    """A product's pictures for somebody who looks at this variant: its own first, no other variant's."""
    ours = [shown for shown in pictures if shown.variant_id in (variant.pk, None)]
    ours.sort(key=lambda shown: shown.variant_id is None)
    return [picture_of(shown, renditions_of(shown)) for shown in ours]


def renditions_of(shown: ProductImage) -> list[File]:
    """The widths of a picture. Costs nothing where they were brought along."""
    return [File(rendition.width, str(rendition.file)) for rendition in shown.image.renditions.all()]
