"""What workers are sent to do in tests: they call at the test's desk."""

from config.celery import app
from tests.workers.desk import call


@app.task(name="errand.call")
def errand(says: str) -> None:
    """Say something at the desk."""
    call(says)


@app.task(name="slow.call")
def slow_errand(says: str) -> None:
    """The same, in the queue for what takes long."""
    call(says)
