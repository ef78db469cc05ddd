"""Somebody writes stock past the services, and the hourly look finds it."""

from django.db.models import F, Sum

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import looked, orders
from shop.inventory.models import StockItem
from shop.outbox.models import State


def trouble(place: Place) -> None:
    """Sell something, let an import write seven more onto its shelf, and let it be time for the look."""
    orders(2)
    item = StockItem.objects.filter(allocated__gt=0).order_by("pk")[0]
    StockItem.objects.filter(pk=item.pk).update(on_hand=F("on_hand") + 7)
    looked(State.DEAD)


def proof(place: Place) -> None:
    """Each shelf has what its ledger says, and what was sold is still promised."""
    wrong = StockItem.objects.annotate(moved=Sum("movements__quantity")).exclude(on_hand=F("moved"))
    if wrong.exists() or not StockItem.objects.filter(allocated__gt=0).exists():
        raise DrillFailed("A shelf has not what its ledger says.")


DRILL = Drill(trouble, proof)
