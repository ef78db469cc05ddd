"""What the shelves do by the schedule."""

from shop.inventory.services.closing import release_lapsed
from shop.outbox.sweeping import sweeps


@sweeps("release-lapsed")
def release_what_lapsed() -> None:
    """Give back what was reserved and not bought in time."""
    while release_lapsed():
        pass
