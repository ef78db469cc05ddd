"""What is remembered is found without asking, and without Redis everything is asked."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from local.valkey import Valkey
from shop.core import remembering
from shop.core.remembering import Absence, remembered


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with an empty memory and a cache that answers."""
    cache.clear()
    monkeypatch.setattr(remembering, "absence", Absence())


class Asked:
    """Somebody who counts how often they were asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_what_is_remembered_is_not_asked_again() -> None:
    asked = Asked()

    assert [remembered("key", 30, asked) for _ in range(3)] == [1, 1, 1]
    assert remembered("other", 30, asked) == 2


def test_without_redis_everything_is_asked(
    tmp_path: Path, settings: Any, frozen_clock: Any, caplog: Any
) -> None:
    valkey, asked = Valkey(tmp_path / "valkey"), Asked()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": valkey.start()}}
    assert [remembered("key", 30, asked), remembered("key", 30, asked)] == [1, 1]

    valkey.stop()

    assert [remembered("key", 30, asked) for _ in range(3)] == [2, 3, 4]
    assert len(caplog.records) == 1
    valkey.start()
    frozen_clock.move(timedelta(seconds=6))
    assert [remembered("key", 30, asked), remembered("key", 30, asked)] == [5, 5]
    valkey.stop()


def test_an_error_of_the_database_is_not_taken_for_one_of_the_cache() -> None:
    def broken() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        remembered("key", 30, broken)
