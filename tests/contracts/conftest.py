"""What the tests of contracts may ask for."""

import threading
from collections.abc import Iterator

import pytest

from tests.contracts.sandboxes import Running, running
from tests.contracts.shops import Shop


@pytest.fixture
def shop() -> Iterator[Shop]:
    """The shop, open."""
    with Shop() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """A sandbox that has heard nothing yet."""
    with running() as one:
        yield one
