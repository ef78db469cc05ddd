"""What the drills may ask for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django import DjangoDbBlocker

from tests.concurrency.drill import crew


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ThreadPoolExecutor]:
    """Sixteen people with connections of their own. What they write is written: clear up after them."""
    with django_db_blocker.unblock(), crew() as people:
        yield people
