"""What carts do by the schedule."""

from shop.carts.services import keeping
from shop.outbox.sweeping import sweeps


@sweeps("expire-carts")
def expire_carts() -> None:
    """Forget the carts whose time is over."""
    keeping.expire_carts()
