"""What the tests of the pooler may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pooler.pool import pool


@pytest.fixture
def pooled(db: None, tmp_path: Path) -> Iterator[str]:
    """The test's database, behind a pooler."""
    with pool(tmp_path) as url:
        yield url
