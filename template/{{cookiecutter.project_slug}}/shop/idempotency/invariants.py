"""What must be true of keys, across rows."""

from collections.abc import Iterator
from datetime import timedelta

from shop.core import clock
from shop.core.invariants import Drift, invariant
from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import KEPT, reap_keys

GRACE = timedelta(days=1)


@invariant("idempotency-reaper", "An answer that nobody will ask for again is forgotten within two days.")
def old_keys_are_forgotten() -> Iterator[Drift]:
    """Count the keys that should be gone. Costs one query, by the index on their age."""
    if late := IdempotencyKey.objects.filter(created_at__lte=clock.now() - KEPT - GRACE).count():
        yield Drift(
            what=f"{late} keys are there that are two days old.",
            likely="nobody runs `manage.py reap_idempotency_keys` any more.",
            repair="forget them, as the command does; then see to it that it runs every hour.",
            mend=forget_them,
        )


def forget_them() -> None:
    """Forget the keys whose time is over."""
    reap_keys()
