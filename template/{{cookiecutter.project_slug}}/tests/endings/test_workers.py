"""Workers end one after another in the middle of something: each piece of work is done, and once."""

from collections import Counter
from pathlib import Path

import pytest
from celery import Celery

from tests.endings.working import killed, replaced
from tests.workers.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_is_done_once(release: Path, variables: dict[str, str], sender: Celery, desk: Desk) -> None:
    found = replaced(release, variables, sender, desk, times=2, work=20)

    assert found == Counter([-1, -2, *range(40)])


def test_who_is_killed_leaves_work_undone(
    release: Path, variables: dict[str, str], sender: Celery, desk: Desk
) -> None:
    found = killed(release, variables, sender, desk, work=3)

    assert found == Counter(range(3))
