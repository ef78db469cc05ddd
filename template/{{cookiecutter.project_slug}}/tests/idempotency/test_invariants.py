"""The sweeper of invariants notices when nobody forgets old answers."""

from datetime import timedelta

import pytest

from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import release_key, take_key
from tests.conftest import FrozenClock
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

swept = sweeper("idempotency-reaper")


def test_old_keys_are_found_and_forgotten(frozen_clock: FrozenClock) -> None:
    release_key(row=take_key(principal="ada", key="k-1", fingerprint="f"))
    frozen_clock.move(timedelta(days=1, hours=23))
    assert "holds." in swept()
    frozen_clock.move(timedelta(hours=1))

    assert "1 keys are there that are two days old." in swept()
    assert "Repaired" in swept("--repair")
    assert not IdempotencyKey.objects.exists()
