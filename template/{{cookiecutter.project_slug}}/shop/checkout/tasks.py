"""What checkouts do by the schedule."""

from shop.checkout.services.sweeping import forget_checkouts, resume_unfinished
from shop.outbox.sweeping import sweeps


@sweeps("finish-checkouts", seconds=1500)
def finish_checkouts() -> None:
    """Go on with what was left between the money and the order, and forget what came to nothing.

    It asks those who pay, one after the other, and each may take its time.
    """
    resume_unfinished()
    forget_checkouts()
