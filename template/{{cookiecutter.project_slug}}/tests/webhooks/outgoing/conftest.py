"""What the tests of what goes out may ask for."""

import pytest

from shop.webhooks import topics
from tests.webhooks.outgoing.builders import TOPIC


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> str:
    """A topic of the drill's own."""
    monkeypatch.setitem(topics._topics, TOPIC, "The drill was done")  # noqa: SLF001 - it ends with the test
    return TOPIC
