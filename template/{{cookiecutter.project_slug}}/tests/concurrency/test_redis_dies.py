"""Redis is killed while people shop. No cart knows of it; one that lived in Redis alone would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shop.core import remembering
from shop.core.remembering import Absence
from tests.concurrency.servers import MortalValkey
from tests.concurrency.shoppers import OnlyInRedis, Plan, Store, drill

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = Plan()


@pytest.fixture
def valkey(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MortalValkey]:
    """The shop's cache, for this test alone."""
    server = MortalValkey(tmp_path / "valkey")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": server.start()}}
    monkeypatch.setattr(remembering, "absence", Absence())
    yield server
    server.stop()


def test_with_redis_killed_no_cart_is_lost(valkey: MortalValkey) -> None:
    outcome = drill(PLAN, Store(), valkey)

    assert outcome.wrong == []
    assert outcome.done >= PLAN.changes


def test_a_cart_that_lives_in_redis_alone_is_lost(valkey: MortalValkey) -> None:
    shop = OnlyInRedis(valkey.start())

    with shop.redis:
        outcome = drill(PLAN, shop, valkey)

    assert outcome.wrong != []
