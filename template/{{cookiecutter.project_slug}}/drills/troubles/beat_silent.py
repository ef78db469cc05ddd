"""Beat is killed, and a shopper leaves with something that is set aside."""

from datetime import timedelta

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import made_older
from drills.waiting import until
from shop.core import clock
from shop.inventory.models import Reservation, State, StockItem
from shop.inventory.services.reserving import reserve_stock
from shop.outbox.models import Event

QUARTER = timedelta(minutes=15)


def trouble(place: Place) -> None:
    """Kill beat, and let half an hour pass in which something that was set aside runs out."""
    beats = Event.objects.filter(topic__startswith="schedule.")
    until(lambda: beats.exists() and not beats.filter(spread_at=None).exists(), "a beat that was handled")
    place.kill("beat")
    item = StockItem.objects.filter(on_hand__gt=5).order_by("pk")[0]
    reserve_stock(owner="somebody who left", wanted={item.variant_id: 1}, until=clock.now() + QUARTER)
    made_older(Reservation, "until", 2 * QUARTER, owner="somebody who left")
    # The key is the slot that was due. Half an hour ago it was another.
    for event in beats:
        event.at, event.key = event.at - 2 * QUARTER, f"{event.key}, earlier"
        event.save(update_fields=["at", "key"])


def proof(place: Place) -> None:
    """Nothing that is over is still set aside."""
    over = Reservation.objects.filter(state=State.HELD, until__lte=clock.now())
    if over.exists():
        raise DrillFailed(f"Still set aside: {over.count()}.")


DRILL = Drill(trouble, proof)
