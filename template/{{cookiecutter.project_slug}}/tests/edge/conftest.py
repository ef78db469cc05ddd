"""A cache of others, in front of the shop."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.webhooks.outgoing.receiver import Receiver, receiving

MIDDLEWARE = "shop.edge.middleware.NameWhatIsKept"


@pytest.fixture
def edge(settings: Any) -> Iterator[Receiver]:
    """A cache of others, which takes purges."""
    with receiving() as receiver:
        settings.EDGE_PURGE_URL, settings.EDGE_PURGE_KEY = receiver.url, "key-of-ours"
        settings.MIDDLEWARE = [MIDDLEWARE, *settings.MIDDLEWARE]
        yield receiver
