"""What is nice to have can be left out within seconds, and what sells cannot."""

from collections import defaultdict
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from local.valkey import Valkey
from shop.core import dark, slots
from shop.core.dark import Switches, darken, is_dark
from shop.core.slots import parts, register


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch, frozen_clock: Any) -> None:
    """Two parts, of which one may be left out."""
    monkeypatch.setattr(slots, "_slots", defaultdict(list))
    monkeypatch.setattr(dark, "switches", Switches(dark.KEY))
    register("product.details", "reviews/latest.html")
    register("product.buy", "prices/price.html")


def seen(slot: str) -> list[str]:
    """What a page shows there."""
    return [part.template for part in parts(slot)]


def test_what_is_dark_is_left_out_and_comes_back(frozen_clock: Any) -> None:
    darken(["reviews/latest.html"])
    without = seen("product.details")
    darken([])

    assert (without, seen("product.details")) == ([], ["reviews/latest.html"])


def test_what_sells_cannot_be_left_out() -> None:
    darken(["prices/price.html"])

    assert seen("product.buy") == ["prices/price.html"]


def test_another_process_sees_it_within_seconds(monkeypatch: pytest.MonkeyPatch, frozen_clock: Any) -> None:
    other = Switches(dark.KEY)
    before = other.now()
    darken(["reviews/latest.html"])

    at_once = other.now()
    frozen_clock.move(timedelta(seconds=5))

    assert [sorted(seen) for seen in (before, at_once, other.now())] == [[], [], ["reviews/latest.html"]]


def test_without_redis_what_was_dark_stays_dark(
    tmp_path: Path, settings: Any, frozen_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    valkey = Valkey(tmp_path / "valkey")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": valkey.start()}}
    darken(["reviews/latest.html"])
    assert is_dark("reviews/latest.html")

    valkey.stop()
    frozen_clock.move(timedelta(seconds=6))

    assert is_dark("reviews/latest.html")


def test_the_command_says_how_each_part_stands() -> None:
    said = StringIO()
    call_command("dark", "reviews/latest.html", stdout=said)
    call_command("dark", "none", stdout=said)
    call_command("dark", stdout=said)

    assert said.getvalue().splitlines() == [
        "dark   reviews/latest.html",
        "shown  reviews/latest.html",
        "shown  reviews/latest.html",
    ]
    with pytest.raises(CommandError, match=r"Found: prices/price\.html"):
        call_command("dark", "prices/price.html")
