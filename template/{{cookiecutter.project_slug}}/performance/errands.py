"""Work for workers that are measured: an errand takes as long as it is told, and notes when it began."""

import time

from config.celery import app

DONE = "performance:done"


@app.task(name="default.errand")
def errand(number: int, seconds: float) -> None:
    """Begin, and be busy for so long."""
    began = time.time()
    time.sleep(seconds)
    with app.connection_or_acquire() as line:
        line.default_channel.client.rpush(DONE, f"{number} {began}")
