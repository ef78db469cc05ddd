"""The system of a warehouse tells what lies there; two of its messages are lost on the way."""

import json
from datetime import datetime, timedelta

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import made_older
from shop.core import clock
from shop.inventory.models import StockItem
from shop.warehouses.models import StockMessage, Worth
from shop.warehouses.services.messages import count_by

SOURCE = "porto-wms"
# Seven are left. Without the second and the third, the fourth would leave fewer than nothing, so it waits.
TOLD = (("count", 3), ("change", 10), ("change", 2), ("change", -8))
LOST, LEFT = (2, 3), 7


def trouble(place: Place) -> dict[str, str]:
    """Have a place counted by its own system, and let the shop hear half of what it says."""
    item = counted()
    count_by(location=item.location, source=SOURCE)
    lines = [line(item, number, clock.now()) for number in range(1, len(TOLD) + 1)]
    came = [one for number, one in enumerate(lines, 1) if number not in LOST]
    heard, sent = place.folder / "heard.jsonl", place.folder / "sent.jsonl"
    heard.write_text("\n".join(came), "utf-8")
    sent.write_text("\n".join(lines), "utf-8")
    place.manage("import_stock_messages", str(heard), "--source", SOURCE)
    made_older(StockMessage, "received_at", timedelta(hours=2))
    return {"SOURCE": SOURCE, "SENT": str(sent)}


def counted() -> StockItem:
    """A thing in a warehouse of which nothing is promised."""
    items = StockItem.objects.select_related("location", "variant")
    return items.filter(location__is_default=False, allocated=0, on_hand__gt=0).order_by("pk")[0]


def line(item: StockItem, number: int, now: datetime) -> str:
    """What the system writes, one message."""
    kind, quantity = TOLD[number - 1]
    said = {"id": f"m-{number}", "kind": kind, "place": item.location.code, "sku": item.variant.sku}
    return json.dumps({**said, "quantity": quantity, "at": now.isoformat(), "number": number})


def proof(place: Place) -> None:
    """The shelf has what was told, each message came once, and none waits."""
    message = StockMessage.objects.select_related("item").latest("sequence")
    waits = StockMessage.objects.filter(worth=Worth.PROBLEM).count()
    if message.item is None or (message.item.on_hand, StockMessage.objects.count()) != (LEFT, len(TOLD)):
        raise DrillFailed("The shelf has not what its own system told.")
    if waits:
        raise DrillFailed(f"{waits} messages wait.")


DRILL = Drill(trouble, proof)
