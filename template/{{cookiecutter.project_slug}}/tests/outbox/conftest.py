"""What the outbox's tests may ask for."""

from collections.abc import Callable

import pytest

from shop.outbox import subscriptions
from shop.outbox.models import Event
from shop.outbox.subscriptions import Subscription, subscribe

Subscribe = Callable[..., None]


@pytest.fixture
def subscribed(monkeypatch: pytest.MonkeyPatch) -> Subscribe:
    """Nobody wants to hear of anything, but for consumers that a test names."""
    subscriptions.subscriptions()  # so that none of the shop's own comes later
    monkeypatch.setattr(subscriptions, "_subscriptions", {})

    def known(
        name: str = "errand",
        work: Callable[[Event], None] = lambda event: None,
        *,
        topic: str = "thing.happened",
        outside: bool = False,
    ) -> None:
        subscribe(Subscription(topic, name, work, outside))

    return known
