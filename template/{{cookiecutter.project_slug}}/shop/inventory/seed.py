"""Stock for the demonstration shop: mostly enough, here and there the last two, here and there none."""

from zlib import crc32

from shop.catalog.models import Variant
from shop.inventory.models import Reason, StockItem
from shop.inventory.recipes import recipes
from shop.inventory.services.ledger import Slip, adjust_stock, receive_stock
from shop.inventory.services.places import default_location, keep_in_stock
from shop.inventory.services.planning import set_backorders

DELIVERY = Slip(reference="Opening stock")
BROKEN = Slip(note="Cracked in the kiln.")


def seed() -> str:
    """Put on the shelf what has no place there yet. What is there stays as it is."""
    location = default_location()
    missing = Variant.objects.filter(is_active=True, stock__isnull=True).order_by("sku")
    new = dict(missing.values_list("pk", "sku"))
    for packed in recipes(new):
        del new[packed]
    items = keep_in_stock(variants=new, location=location)
    units = {variant: delivered(fortune(sku)) for variant, sku in new.items()}
    if came := {variant: count for variant, count in units.items() if count}:
        receive_stock(units=came, slip=DELIVERY, location=location)
    for variant, sku in new.items():
        happen(items[variant], fortune(sku))
    return f"{StockItem.objects.count()} things on the shelves"


def fortune(sku: str) -> int:
    """What a SKU draws, 0 to 99: at random, and on every machine the same."""
    return crc32(sku.encode()) % 100


def delivered(drawn: int) -> int:
    """How many came of it."""
    if drawn < 6:
        return 2
    if drawn < 12:
        return 0
    return 1 + drawn % 3 if drawn < 22 else 4 + drawn % 37


def happen(item: StockItem, drawn: int) -> None:
    """What became of it: the whole delivery broke, or it is made when somebody orders it."""
    if drawn < 6:
        adjust_stock(item=item, change=-2, reason=Reason.DAMAGED, slip=BROKEN)
    elif drawn < 12:
        set_backorders(item=item, limit=12)
