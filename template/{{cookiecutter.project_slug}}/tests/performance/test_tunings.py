"""Tunings: both sides are measured in turns, what they exchange is exchanged, and words fit figures."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local.postgres import Postgres
from performance.tuning import TUNINGS, verdict
from performance.tunings.comparing import Compared, Sides, Tuning, Value, compared
from performance.tunings.lists import row_by_row, together

ROOT = Path(__file__).resolve().parents[2]
CONN_MAX_AGE = "from django.conf import settings; print(settings.DATABASES['default']['CONN_MAX_AGE'])"


def told(code: str, settings: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
    """Run a line with exchanged settings."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "performance.settings",
        "PERFORMANCE_SETTINGS": json.dumps(settings),
    }
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("seconds", [0, 7])
def test_a_setting_is_exchanged(seconds: int) -> None:
    done = told(CONN_MAX_AGE, {"DATABASES.default.CONN_MAX_AGE": seconds})

    assert done.stdout == f"{seconds}\n"


def test_a_setting_that_does_not_exist_is_refused() -> None:
    done = told(CONN_MAX_AGE, {"DATABASES.default.CONN_MAX_AGES": 0})

    assert done.returncode == 1
    assert "Found: DATABASES.default.CONN_MAX_AGES, which is not there." in done.stderr


def test_sides_are_measured_in_turns_and_the_middle_counts(tmp_path: Path) -> None:
    order, amounts = list[str](), iter([9.0, 3.0, 4.0, 8.0, 100.0, 5.0])

    def side(name: str) -> list[Value]:
        order.append(name)
        return [Value("time", next(amounts), "ms")]

    @contextmanager
    def sides(_: Postgres) -> Iterator[Sides]:
        yield (lambda: side("before")), (lambda: side("after"))

    (found,) = compared(Tuning("one", "", "", "", sides), Postgres(tmp_path))

    assert order == ["before", "after", "after", "before", "before", "after"]
    assert (found.before, found.after) == (9.0, 4.0)


@pytest.mark.parametrize(
    ("before", "after", "more", "says"),
    [
        (100, 50, False, "2.0 times better"),
        (100, 50, True, "2.0 times worse"),
        (100, 95, False, "no difference"),
        (3, 0, False, "none is left"),
        (0, 3, False, "there were none"),
        (0, 0, False, "no difference"),
    ],
)
def test_a_word_fits_its_figures(before: float, after: float, more: bool, says: str) -> None:
    assert verdict(Compared("this", before, after, "", more)) == says


def test_every_tuning_says_what_it_exchanges() -> None:
    assert len(TUNINGS) >= 6
    assert all(one.before != one.after and one.about for one in TUNINGS.values())


@pytest.mark.django_db
def test_both_lists_show_the_same() -> None:
    assert row_by_row() == together()
