"""The one clock."""

from datetime import UTC, datetime, timedelta

import pytest

from shop.accounts.models import User
from shop.core import clock
from tests.conftest import FrozenClock


def test_the_store_keeps_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.django_db
def test_a_test_can_stop_the_clock_and_move_it(frozen_clock: FrozenClock) -> None:
    first = User.objects.create_user("ada@example.com")
    frozen_clock.move(timedelta(days=1))
    second = User.objects.create_user("grace@example.com")

    assert first.date_joined == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert second.date_joined - first.date_joined == timedelta(days=1)
