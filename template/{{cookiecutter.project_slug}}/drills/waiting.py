"""Wait until something is so, and no longer than that."""

from collections.abc import Callable
from time import monotonic, sleep

from drills.errors import DrillFailed

PATIENCE = 90.0  # seconds, after which a drill has failed
LOOKS = 0.1  # seconds between two looks


def until(so: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Look again and again until something is so.

    Raises:
        DrillFailed: it never was, in so many seconds.
    """
    end = monotonic() + patience
    while not so():
        if monotonic() > end:
            raise DrillFailed(f"{what}: not within {patience:.0f} s.")
        sleep(LOOKS)
