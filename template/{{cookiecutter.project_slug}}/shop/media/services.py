"""What can be done with pictures."""

from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from shop.catalog.models import Product, Variant
from shop.core.errors import ShopError
from shop.core.integrity import refusing
from shop.media import uploads
from shop.media.errors import MissingDescription, PictureAlreadyShown, PictureOfAnotherProduct
from shop.media.models import Image, ProductImage, Rendition
from shop.media.renditions import Scaled, scaled_copies
from shop.media.uploads import CleanPicture


def store_image(*, upload: IO[bytes]) -> Image:
    """Take in an uploaded file. The same picture a second time gives the same image.

    Raises:
        ShopError: it is not accepted; `shop.media.errors` names the reasons.
    """
    # {% if reached("media.renditions") %}
    image = keep(picture=uploads.clean(upload))
    make_renditions(image=image)
    return image
    # {% else %}
    return keep(picture=uploads.clean(upload))
    # {% endif %}


def keep(*, picture: CleanPicture) -> Image:
    """Keep a clean picture: the file first, the row after it.

    A row without its file would be a hole in a page. A file without its row is in nobody's way; if the row
    does not come to be, `clean_uploads` removes the file.
    """
    if image := Image.objects.filter(sha256=picture.sha256).first():
        return image
    default_storage.save(picture.path, ContentFile(picture.data))
    image, _ = Image.objects.get_or_create(
        sha256=picture.sha256,
        defaults={
            "file": picture.path,
            "content_type": picture.content_type,
            "width": picture.width,
            "height": picture.height,
            "byte_size": len(picture.data),
        },
    )
    return image


@transaction.atomic
def attach_image(
    *, product: Product, image: Image, alt: str, variant: Variant | None = None, position: int | None = None
) -> ProductImage:
    """Show an image on a product's page.

    Args:
        alt: what is to be seen, for people who cannot see it.
        variant: shown when this variant is chosen; without one, shown for all.
        position: where among the others; without one, after them.

    Raises:
        MissingDescription: `alt` says nothing.
        PictureOfAnotherProduct: the variant is not one of the product's.
        PictureAlreadyShown: this image is there already.
    """
    refuse_silence(alt)
    refuse_stranger(product, variant)
    if position is None:
        position = product.pictures.count()
    with refusing(once(product, image)):
        return ProductImage.objects.create(
            product=product, image=image, alt=alt.strip(), variant=variant, position=position
        )


def change_picture(
    *, picture: ProductImage, alt: str, variant: Variant | None, position: int
) -> ProductImage:
    """Describe a picture anew, show it for another variant, or move it.

    Raises:
        MissingDescription, PictureOfAnotherProduct, PictureAlreadyShown: as `attach_image` does.
    """
    refuse_silence(alt)
    refuse_stranger(picture.product, variant)
    picture.alt, picture.variant, picture.position = alt.strip(), variant, position
    with refusing(once(picture.product, picture.image)):
        picture.save(update_fields=["alt", "variant", "position"])
    return picture


def detach_image(*, picture: ProductImage) -> None:
    """Take a picture off its page. The image stays in the shop's keeping."""
    picture.delete()


def refuse_silence(alt: str) -> None:
    """Raise MissingDescription unless a description says something."""
    if not alt.strip():
        raise MissingDescription(
            found="an empty description.", do="say in a few words what is to be seen, as on the telephone."
        )


def refuse_stranger(product: Product, variant: Variant | None) -> None:
    """Raise PictureOfAnotherProduct unless a variant is one of the product's."""
    if variant is not None and variant.product_id != product.pk:
        raise PictureOfAnotherProduct(
            found=f"the variant {variant.sku}.",
            expected=f"a variant of `{product.slug}`.",
            do="choose one of the product's own variants, or none.",
        )


def once(product: Product, image: Image) -> dict[str, ShopError]:
    """The refusal of the same picture in the same place, by its constraint."""
    where = f"{image.public_id} on `{product.slug}`."
    return {
        "picture_once_per_place": PictureAlreadyShown(found=where, do="change the picture that is there.")
    }
# {% if reached("media.renditions") %}


def make_renditions(*, image: Image) -> list[Rendition]:
    """Make the sizes of an image that pages need, as far as they are missing. Gives all of them."""
    made = {rendition.width for rendition in image.renditions.all()}
    with image.file.open("rb") as file:
        keep_renditions(image=image, copies=list(scaled_copies(file, skip=made)))
    return list(image.renditions.order_by("width"))


def keep_renditions(*, image: Image, copies: list[Scaled]) -> None:
    """Keep the scaled copies of an image: again the files first, the rows after them."""
    rows = []
    for copy in copies:
        path = f"renditions/{image.sha256[:2]}/{image.sha256[2:]}-{copy.width}.webp"
        default_storage.save(path, ContentFile(copy.data))
        rows.append(Rendition(image=image, width=copy.width, height=copy.height, file=path))
    Rendition.objects.bulk_create(rows, ignore_conflicts=True)
# {% endif %}
