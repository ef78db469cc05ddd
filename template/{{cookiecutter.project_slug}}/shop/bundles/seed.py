"""Sets for the demonstration shop: things that are sold singly, put together with a reason."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from shop.bundles.pictures import SCENES
from shop.bundles.services import compose_bundle
from shop.catalog.models import Category, Product, Variant
from shop.catalog.seed.data import one_line
from shop.catalog.seed.forms import price
from shop.catalog.services.categories import create_category
from shop.catalog.services.products import create_product
from shop.catalog.services.publishing import publish_product
from shop.catalog.services.variants import add_variant
from shop.media.models import ImageType
from shop.media.pictures import draw_scene
from shop.media.pictures.printing import printed
from shop.media.services import attach_image, keep, keep_renditions
from shop.media.uploads import CleanPicture

SHELF = "sets"


def seed() -> str:
    """Add the sets that are missing; those that are there stay as they are."""
    told = sets()
    there = set(Product.objects.values_list("slug", flat=True))
    missing = [entry for entry in told if entry["slug"] not in there]
    parts = Variant.objects.in_bulk({sku for entry in missing for sku in entry["parts"]}, field_name="sku")
    for entry in missing:
        if entry["parts"].keys() <= parts.keys():  # somebody may have given the parts other numbers
            seed_set(entry, parts)
    return f"{len(told)} sets"


def sets() -> Sequence[Mapping[str, Any]]:
    """The sets, as the file beside this module tells them."""
    file = Path(__file__).with_name("sets.toml")
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["set"]
    return entries


def seed_set(entry: Mapping[str, Any], parts: Mapping[str, Variant]) -> None:
    """Write a set's page, pack the set, show it, open it to shoppers."""
    product = create_product(
        name=entry["name"],
        slug=entry["slug"],
        category=shelf(),
        summary=entry["summary"],
        description=one_line(entry["description"]),
    )
    cost = price(Decimal(entry["euros"]), settings.SHOP_CURRENCY)
    bundle = add_variant(product=product, price=cost, values={})
    compose_bundle(bundle=bundle, parts={parts[sku].pk: units for sku, units in entry["parts"].items()})
    show(product, entry)
    publish_product(product=product)


def shelf() -> Category:
    """The shelf on which sets stand."""
    there = Category.objects.filter(slug=SHELF).first()
    return there or create_category(
        name="Sets",
        slug=SHELF,
        position=3,
        description="Things that belong together, for less than they cost one by one.",
    )


def show(product: Product, entry: Mapping[str, Any]) -> None:
    """Draw a set's picture and attach it."""
    files = printed(draw_scene(SCENES[entry["slug"]], entry["colours"], entry["slug"]))
    image = keep(picture=CleanPicture(files.jpeg, ImageType.JPEG, files.width, files.height))
    keep_renditions(image=image, copies=files.copies)
    attach_image(product=product, image=image, alt=entry["alt"])
