"""A worker of Celery shows that its loop turns, as long as it is connected to its queues."""

from typing import Any

from celery.bootsteps import StartStopStep

from shop.core.life import show_life

EVERY = 10.0  # seconds


class Turning(StartStopStep):
    """Part of the worker's consumer: it begins anew with each connection, for the old one's timers are gone.

    A timer of the loop itself, and no thread: a thread would go on touching the file of a loop that hangs.
    """

    requires = ("celery.worker.consumer.connection:Connection",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        self.timer: Any = None
        super().__init__(parent, **kwargs)

    def start(self, parent: Any) -> None:
        """Show life now, and then every ten seconds."""
        show_life()
        self.timer = parent.timer.call_repeatedly(EVERY, show_life)

    def stop(self, parent: Any) -> None:
        """No more."""
        if self.timer:
            self.timer.cancel()
