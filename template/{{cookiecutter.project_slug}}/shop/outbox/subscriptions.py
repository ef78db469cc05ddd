"""Who wants to hear of what. Each domain says it in its module `tasks`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules

from shop.outbox.models import Event

GRACE = 10  # seconds between being told to end and being killed


@dataclass(frozen=True)
class Subscription:
    """A consumer of a topic.

    Attributes:
        name: of the consumer, and of its Celery task. Its first word says in which queue it stands.
        work: what is done for each event.
        outside: whether it does something that no transaction takes back, such as sending a mail.
        seconds: after how many it is told to end.
    """

    topic: str
    name: str
    work: Callable[[Event], None]
    outside: bool = False
    seconds: int = 50

    @property
    def limit(self) -> timedelta:
        """After how long it is killed, if it still works."""
        return timedelta(seconds=self.seconds + GRACE)


_subscriptions: dict[str, Subscription] = {}


def subscribe(subscription: Subscription) -> None:
    """Have each event of a topic delivered to a consumer, from now on.

    Raises:
        ValueError: its name is taken.
    """
    if subscription.name in _subscriptions:
        raise ValueError(f"Each consumer has a name of its own. Found: {subscription.name}, twice.")
    _subscriptions[subscription.name] = subscription


def subscriptions() -> dict[str, Subscription]:
    """All consumers of all installed domains, by name."""
    autodiscover_modules("tasks")
    return _subscriptions
