"""Decide how far the shop may promise beyond its boxes, and when it begins to worry."""

from shop.core.integrity import refusing
from shop.inventory.errors import WrongQuantity
from shop.inventory.models import StockItem
from shop.inventory.services.ledger import promised


def set_backorders(*, item: StockItem, limit: int) -> StockItem:
    """Let so many be promised before they exist.

    Raises:
        WrongQuantity: less than nothing.
        StockPromised: more than that is promised already.
    """
    refuse_negative(limit)
    # No row is held: the constraint looks at what the row will be, whoever else writes to it.
    with refusing({"stock_never_oversold": promised(item)}):
        StockItem.objects.filter(pk=item.pk).update(backorder_limit=limit)
    item.refresh_from_db()
    return item


def warn_at(*, item: StockItem, units: int) -> StockItem:
    """Tell shoppers, and the owner, when so many are left.

    Raises:
        WrongQuantity: less than nothing.
    """
    refuse_negative(units)
    StockItem.objects.filter(pk=item.pk).update(low_at=units)
    item.refresh_from_db()
    return item


def refuse_negative(units: int) -> None:
    """Raise WrongQuantity for less than nothing."""
    if units < 0:
        raise WrongQuantity(found=f"{units}.", expected="0 or more.", do="correct the number.")
