"""Work for workers that are measured: an errand takes as long as it is told, and notes when it began."""

import time

from config.celery import app

BEGUN, DONE = "performance:begun", "performance:done"


@app.task(name="default.errand")
def errand(number: int, seconds: float) -> None:
    """Begin, be busy for so long, and end."""
    began = time.time()
    with app.connection_or_acquire() as line:
        notes = line.default_channel.client
        notes.rpush(BEGUN, f"{number} {began}")
        time.sleep(seconds)
        notes.rpush(DONE, f"{number} {began}")
