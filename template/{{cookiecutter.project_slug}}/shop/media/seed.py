"""Pictures for the demonstration shop: one for each colour in which a product is sold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shop.catalog.models import Product, Variant, VariantValue
from shop.catalog.seed import data, forms
from shop.media.models import ImageType
from shop.media.pictures.kept import prints_of
from shop.media.pictures.printing import Order, Print
from shop.media.services import attach_image, keep, keep_renditions
from shop.media.uploads import CleanPicture

# The attributes whose choices have a colour that can be seen.
COLOURS = ("glaze", "colour")


@dataclass(frozen=True)
class Wanted:
    """A picture to be made, and the variants that it shows."""

    product: Product
    variants: list[Variant]
    alt: str
    order: Order


def seed() -> str:
    """Draw what is missing. A product that has a picture keeps it, whoever took it."""
    wanted = list(wanted_pictures())
    for picture, files in zip(wanted, prints_of([picture.order for picture in wanted]), strict=True):
        show(picture, files)
    return f"{len(wanted)} pictures drawn"


def wanted_pictures() -> Iterator[Wanted]:
    """One picture for each colour of each product that has none."""
    bare = Product.objects.filter(pictures__isnull=True, slug__in=forms.forms()).in_bulk(field_name="slug")
    variants = variants_by_colour(bare)
    for told in data.products():
        for colour in colours_of(told.slug) if told.slug in bare else []:
            shown = variants[told.slug, colour.value]
            if shown:
                order = Order(told.motif, (colour.swatch, colour.accent), told.slug)
                yield Wanted(bare[told.slug], shown, f"{told.name}, {colour.label.lower()}", order)


def colours_of(slug: str) -> list[forms.SeedChoice]:
    """The colours of a product, in the order of its forms, each once."""
    said = dict.fromkeys(
        answer for form in forms.forms()[slug] for answer in form.answers if answer[0] in COLOURS
    )
    choices = {(code, c.value): c for code in COLOURS for c in forms.attributes()[code].choices}
    return [choices[code, str(value)] for code, value in said]


def variants_by_colour(products: Mapping[str, Product]) -> Mapping[tuple[str, str], list[Variant]]:
    """The variants of some products by slug and colour. Costs one query."""
    values = VariantValue.objects.filter(attribute__code__in=COLOURS, variant__product__slug__in=products)
    found = defaultdict(list)
    for value in values.select_related("variant__product", "choice").order_by("variant__position"):
        if value.choice:
            found[value.variant.product.slug, value.choice.value].append(value.variant)
    return found


def show(picture: Wanted, files: Print) -> None:
    """Keep a picture that was drawn here and attach it to all that it shows."""
    image = keep(picture=CleanPicture(files.jpeg, ImageType.JPEG, files.width, files.height))
    keep_renditions(image=image, copies=files.copies)
    for variant in picture.variants:
        attach_image(product=picture.product, image=image, alt=picture.alt, variant=variant)
