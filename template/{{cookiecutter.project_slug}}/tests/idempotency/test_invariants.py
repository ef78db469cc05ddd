"""The sweeper of invariants notices when nobody forgets old answers."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import release_key, take_key
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db


def swept(*arguments: str) -> str:
    """What the sweeper says, whether it is content or not."""
    out = StringIO()
    try:
        call_command("check_invariants", "idempotency-reaper", *arguments, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_old_keys_are_found_and_forgotten(frozen_clock: FrozenClock) -> None:
    release_key(row=take_key(principal="ada", key="k-1", fingerprint="f"))
    frozen_clock.move(timedelta(days=1, hours=23))
    assert "holds." in swept()
    frozen_clock.move(timedelta(hours=1))

    assert "1 keys are there that are two days old." in swept()
    assert "Repaired" in swept("--repair")
    assert not IdempotencyKey.objects.exists()
