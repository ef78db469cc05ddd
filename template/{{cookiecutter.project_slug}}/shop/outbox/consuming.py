"""How a domain says what it does in the background, in its module `tasks`:

    @consumes("order.placed", "mail.order-placed", outside=True)
    def mail_what_was_ordered(event: Event) -> None: ...

A worker imports these modules, and the relay does.
"""

from collections.abc import Callable
# {% if reached("observability.logs") %}
from typing import Any
# {% endif %}

from celery import shared_task

# {% if reached("observability.logs") %}
from shop.core.observing import doing
# {% endif %}
from shop.outbox.models import Event
from shop.outbox.services.delivering import deliver
from shop.outbox.subscriptions import GRACE, Subscription, subscribe

Work = Callable[[Event], None]


def consumes(topic: str, name: str, *, outside: bool = False, seconds: int = 50) -> Callable[[Work], Work]:
    """Have a function called by a worker for each event of a topic, at least once.

    Args:
        name: stays, whatever the function is called: deliveries under way bear it.
        outside: no transaction is open while it works. Otherwise what it writes, and that it is done, are one
            transaction: its effect is there once, however often it is called.
        seconds: after so many it is told to end.
    """

    def known(work: Work) -> Work:
        subscribe(Subscription(topic, name, work, outside, seconds))
        # {% if reached("observability.logs") %}
        shared_task(name=name, bind=True, soft_time_limit=seconds, time_limit=seconds + GRACE)(run)
        # {% else %}
        shared_task(name=name, soft_time_limit=seconds, time_limit=seconds + GRACE)(run)
        # {% endif %}
        return work

    return known


# {% if reached("observability.logs") %}
def run(task: Any, delivery: int) -> None:
    """What each task does; whose work it is, the delivery says, and where it began, the message."""
    with doing("task", str(task.name), via=task.request.get("via"), task=str(task.request.id)):
        deliver(delivery=delivery)
# {% else %}
def run(delivery: int) -> None:
    """What each task does; whose work it is, the delivery says."""
    deliver(delivery=delivery)
# {% endif %}
