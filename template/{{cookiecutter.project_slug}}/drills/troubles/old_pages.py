"""The key for purging was changed at the CDN, and nobody told the shop. Then somebody changes a price."""

import json
import sys
from datetime import timedelta

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import serve, write
from drills.place import BROWSER, ROOT, Place
from drills.shopping import made_older, newest, orders, page, until_mailed
from drills.waiting import until
from local.processes import HOST, free_port
from shop.outbox.models import Delivery, Event

BEFORE, NOW = "the-key-of-before", "the-key-that-is-right"
# As somebody does in the admin: in a process that knows of the CDN.
CHANGE = """
from shop.catalog.selectors import published_products
from shop.catalog.services.variants import change_price
variant = published_products()[0].variants.filter(is_active=True)[0]
change_price(variant=variant, price=variant.price + variant.price)
"""


def trouble(place: Place) -> dict[str, str]:
    """Put a cache before the shop that knows another key, and change a price that it shows."""
    port = free_port()
    edge = f"http://{HOST}:{port}"
    command = [sys.executable, "-m", "drills.cdn", str(port), str(place.ports["web"]), NOW]
    place.processes.start("cdn", command, place.variables(), ROOT)
    serve(place, "behind a CDN", {"EDGE_PURGE_URL": f"{edge}/purge", "EDGE_PURGE_KEY": BEFORE})
    until(lambda: answered(edge), "the CDN shows the page")
    place.manage("shell", "-v", "0", "-c", CHANGE)
    refused = Delivery.objects.filter(consumer="edge.purge").exclude(error="")
    until(refused.exists, "the CDN refuses")
    made_older(Event, "at", timedelta(minutes=5), topic="catalog.changed")
    orders(2)
    return {"EDGE": edge, "PAGE": page()}


def answered(edge: str) -> bytes:
    """What the cache shows; nothing, if it does not answer yet."""
    try:
        with BROWSER.open(f"{edge}{page()}", timeout=30) as answer:
            return bytes(answer.read())
    except OSError:
        return b""


def write_key(place: Place) -> None:
    """Somebody writes the right key where the shop's secrets are kept."""
    serves = place.folder / "serves.json"
    told = json.loads(serves.read_text())
    told["variables"]["EDGE_PURGE_KEY"] = NOW
    write(serves, told)


def proof(place: Place) -> None:
    """The next change is seen at once, and who ordered meanwhile has a mail.

    Raises:
        DrillFailed: what is kept was never shown.
    """
    edge = place.release()["EDGE_PURGE_URL"].removesuffix("/purge")
    before = answered(edge)
    place.manage("shell", "-v", "0", "-c", CHANGE)
    if not before:
        raise DrillFailed("The cache shows nothing.")
    until(lambda: answered(edge) != before, "the next change is seen")
    until_mailed(place, newest(2))


DRILL = Drill(trouble, proof, before={"Fix": write_key})
