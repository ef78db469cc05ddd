"""What the sandbox's tests may ask for."""

from collections.abc import Iterator

import pytest

from tests.sandboxes import RunningSandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox that has heard nothing yet."""
    with running_sandbox() as one:
        yield one
