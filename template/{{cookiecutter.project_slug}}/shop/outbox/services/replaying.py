"""Have what was given up tried again."""

from collections.abc import Collection

from shop.core import clock
from shop.outbox.models import Delivery, State


def replay(*, deliveries: Collection[int]) -> int:
    """Have deliveries tried again that were given up, as if for the first time; gives how many those were.

    What is not given up stays as it is, so nobody can do anything twice with it. Costs one statement.
    """
    # Uses index: outbox_delivery_dead.
    dead = Delivery.objects.filter(state=State.DEAD, pk__in=deliveries)
    return dead.update(state=State.WAITING, attempts=0, due_at=clock.now(), ended_at=None)


def hurry() -> int:
    """Have all that waits handed over now: after a broker was lost with all that was in it. One statement.

    What is being worked on meanwhile is handed over a second time, and that does nothing.
    """
    return Delivery.objects.filter(state=State.WAITING, due_at__gt=clock.now()).update(due_at=clock.now())
