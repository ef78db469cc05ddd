"""What keys do by the schedule."""

from shop.idempotency import services
from shop.outbox.sweeping import sweeps


@sweeps("reap-keys")
def reap_keys() -> None:
    """Forget answers that nobody will ask for again."""
    services.reap_keys()
