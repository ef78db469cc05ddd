"""Work that leaves a mark each time that it is done."""

from config.celery import app
from tests.workers.desk import call

DONE = "done-in-endings"


@app.task(name="errand.mark")
def mark(number: int) -> None:
    """Add the number to the list of what was done."""
    with app.connection_or_acquire() as line:
        line.default_channel.client.rpush(DONE, number)


@app.task(name="slow.mark")
def mark_late(number: int) -> None:
    """Come by the desk first."""
    call(str(number))
    mark(number)
