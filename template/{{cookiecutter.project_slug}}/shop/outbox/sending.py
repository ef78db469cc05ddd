"""Give a delivery to the queue of its consumer."""

from functools import cache

from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string

# {% if reached("observability.logs") %}
from shop.core.observing import carried
# {% endif %}
from shop.core.outside import outside


@cache
def application() -> Celery:
    """The store's Celery application. The settings say where it is."""
    found = import_string(settings.TASKS_APPLICATION)
    assert isinstance(found, Celery)  # noqa: S101 - for the type
    return found


def send(consumer: str, delivery: int) -> None:
    """Send the task of a consumer. In which queue it stands, its name says.

    Raises:
        kombu.exceptions.OperationalError: the broker does not answer.
        RuntimeError: a transaction is open.
    """
    with outside(f"the queue of {consumer}"):
        # {% if reached("observability.logs") %}
        application().send_task(consumer, args=[delivery], headers={"via": carried()})
        # {% else %}
        application().send_task(consumer, args=[delivery])
        # {% endif %}
