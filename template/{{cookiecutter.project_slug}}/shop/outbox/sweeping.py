"""Work that comes again and again, by the schedule, and is done by one worker at a time."""

from collections.abc import Callable

from shop.core.alone import alone
from shop.outbox.consuming import consumes
from shop.outbox.models import Event
from shop.outbox.services.ticking import TOPIC

Sweep = Callable[[], object]


def sweeps(name: str, *, seconds: int = 300) -> Callable[[Sweep], Sweep]:
    """Have a function called whenever the schedule says that it is time for this name.

    If the last call still works, the new one is left out: what it would find, the other finds.

    Args:
        name: what `SHOP_SCHEDULE` calls it.
        seconds: after so many it is told to end.
    """

    def known(sweep: Sweep) -> Sweep:
        def work(event: Event) -> None:
            with alone(f"outbox.sweep.{name}") as mine:
                if mine:
                    sweep()

        # It may take long, and makes transactions of its own as it goes.
        consumes(f"{TOPIC}{name}", f"slow.{name}", outside=True, seconds=seconds)(work)
        return sweep

    return known
