"""Where things lie, and the rows that say how many."""

from collections.abc import Collection

from django.db import transaction

from shop.catalog.models import Variant
from shop.inventory.errors import NotStocked
from shop.inventory.models import Location, StockItem
# {% if reached("inventory.availability") %}
from shop.inventory.recipes import recipes
# {% endif %}


def default_location() -> Location:
    """The place where things lie unless another is named. Costs one query; the first time, it is made."""
    told = {"code": "workshop", "name": "Workshop"}
    location, _ = Location.objects.get_or_create(is_default=True, defaults=told)
    return location


@transaction.atomic
def keep_in_stock(*, variants: Collection[int], location: Location | None = None) -> dict[int, StockItem]:
    """Give variants a place on the shelf unless they have one, and hold it until the transaction ends.

    Gives the rows by variant. They are held in the order of their keys, so that two deliveries with the same
    things in another order never wait for each other in a ring.

    Raises:
        NotStocked: one does not exist, or has no stock of its own.
    """
    place = location or default_location()
    items = held(variants, place)
    if missing := [variant for variant in variants if variant not in items]:
        refuse_unstocked(missing)
        # Two may do this at once. Who comes second finds the row there, and holds it after the first is done.
        new = [StockItem(variant_id=variant, location=place) for variant in sorted(missing)]
        StockItem.objects.bulk_create(new, ignore_conflicts=True)
        items = held(variants, place)
    return items


def held(variants: Collection[int], place: Location) -> dict[int, StockItem]:
    """The rows that there are, locked in key order, by variant."""
    rows = StockItem.objects.select_for_update(of=("self",)).select_related("variant", "location")
    rows = rows.filter(variant__in=variants, location=place)
    return {item.variant_id: item for item in rows.order_by("pk")}


def refuse_unstocked(variants: Collection[int]) -> None:
    """Raise NotStocked unless each variant exists and is a thing by itself."""
    known = set(Variant.objects.filter(pk__in=variants).values_list("pk", flat=True))
    if unknown := [variant for variant in variants if variant not in known]:
        raise NotStocked(found=f"no variant with the id {unknown[0]}.", do="choose one that exists.")
    # {% if reached("inventory.availability") %}
    if packed := list(recipes(variants)):
        sku = Variant.objects.get(pk=packed[0]).sku
        raise NotStocked(found=f"{sku}, which is packed of other things.", do="count those instead.")
    # {% endif %}
