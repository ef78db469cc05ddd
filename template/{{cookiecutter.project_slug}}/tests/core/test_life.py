"""A loop shows that it turns, and is not ended by a platform that gave it no place for that."""

import os
from pathlib import Path

import pytest

from shop.core.life import VARIABLE, show_life

LONG_AGO = 1_000_000_000


def test_each_turn_makes_the_file_young(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "alive"
    monkeypatch.setenv(VARIABLE, str(file))

    show_life()
    os.utime(file, (LONG_AGO, LONG_AGO))
    show_life()

    assert file.stat().st_mtime > LONG_AGO


def test_without_a_name_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)

    show_life()

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "missing" / "alive"))

    show_life()
