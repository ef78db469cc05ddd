"""Workers end one after another in the middle of something, and no piece of work is left undone.

One may be done twice: between doing it and saying so, a worker may end. The shop's own work bears that, as
tests/outbox says.
"""

from pathlib import Path

import pytest
from celery import Celery

from tests.endings.working import killed, replaced
from tests.workers.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_none_is_left_undone(release: Path, variables: dict[str, str], sender: Celery, desk: Desk) -> None:
    found = replaced(release, variables, sender, desk, times=2, work=20)

    assert set(found) == {-1, -2, *range(40)}


def test_who_is_killed_leaves_work_undone(
    release: Path, variables: dict[str, str], sender: Celery, desk: Desk
) -> None:
    found = killed(release, variables, sender, desk, work=3)

    assert set(found) == set(range(3))
