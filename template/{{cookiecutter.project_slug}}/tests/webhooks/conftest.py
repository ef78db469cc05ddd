"""What the tests of webhooks may ask for."""

from collections.abc import Callable

import pytest

from shop.webhooks import sources
from shop.webhooks.sources import Message, Source
from tests.webhooks.builders import a_source

Heard = Callable[[Source], None]


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Have a source heard until the test ends."""
    known = sources._sources  # noqa: SLF001 - what is registered ends with the test
    return lambda source: monkeypatch.setitem(known, source.name, source)


@pytest.fixture
def handled(hear: Heard) -> list[Message]:
    """What the handler of the drill got."""
    got: list[Message] = []
    hear(a_source(got.append))
    return got
