"""What the shelves do by the schedule."""

# {% if reached("observability.metrics") %}
from shop.core.observing import notice
# {% endif %}
from shop.inventory.services.closing import release_lapsed
from shop.outbox.sweeping import sweeps


@sweeps("release-lapsed")
def release_what_lapsed() -> None:
    """Give back what was reserved and not bought in time."""
    # {% if reached("observability.metrics") %}
    while count := release_lapsed():
        notice("reservation.lapsed", count)
    # {% else %}
    while release_lapsed():
        pass
    # {% endif %}
