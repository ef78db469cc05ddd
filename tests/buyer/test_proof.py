"""Every preset and every pair of parts gives a store that proves itself."""

import os
import subprocess
from pathlib import Path

import pytest

from shopwright.course.apart import read_apart
from shopwright.course.environment import find_uv
from shopwright.course.selection import selection
from shopwright.course.tree import Blob, Tree
from shopwright.store import ROOT

from ..running import free_port, left_running, serving
from .conftest import Store, tree
from .pairs import PRESETS, TRIED

PRODUCTION = {
    "SHOP_ENV": "production",
    "SECRET_KEY": "only-for-this-test-2mB7vQ0xT4kL9sW6yR1dF8hJ3nP5cZ-and-long-enough",
    "ALLOWED_HOSTS": "example.com",
    "TRUSTED_ORIGINS": "https://example.com",
}
MANAGE = ".venv/bin/python manage.py"


def surroundings() -> dict[str, str]:
    """Give the environment of this process without what make and pytest put there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTEST_"))}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # mypy keeps one cache for one process at a time
    return {**kept, "UV": find_uv(ROOT), "MYPY_CACHE_DIR": str(ROOT / "build" / f"mypy-of-stores-{worker}")}


def prove(store: Path, *command: str, **more: str) -> str:
    """Run one of the store's own commands, which must succeed, and give what it printed."""
    result = subprocess.run(
        command, cwd=store, env={**surroundings(), **more}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout[-12000:]}\n{result.stderr[-4000:]}"
    return result.stdout + result.stderr


# The store with everything is the course's last commit, which the course proves.
ELSEWHERE = ("everything",)


def blobs(store: Path) -> Tree:
    """Give the files of a store as the course has them."""
    return {path: Blob(data, bool(mode & 0o100)) for path, (mode, data) in tree(store).items()}


@pytest.mark.parametrize("name", [name for name in TRIED if name not in ELSEWHERE])
def test_the_store_formats_lints_types_and_passes_its_tests(
    name: str, ready: Store, stores: Store, whole: bool
) -> None:
    # Of a preset, the tests of all packages in which something differs from the store with everything; of
    # others, those that differ themselves, as for a step.
    apart = read_apart(ROOT / "chapters")
    near = selection(blobs(stores("everything")), blobs(stores(name)), apart=apart, thorough=name in PRESETS)
    chosen = [] if whole else near
    # What `make check` runs, and of the tests these.
    prove(ready(name), "make", "lint", "types", "migrations")
    said = prove(ready(name), "make", "test", f"ARGS={' '.join(chosen)}")

    assert whole or "tests/test_addresses.py" in chosen
    assert " passed" in said
    assert "Installing" not in said


def test_a_store_without_a_storefront_opens_all_the_same(ready: Store) -> None:
    name = next(name for name in TRIED if "storefront" not in name and name not in PRESETS)
    port = free_port()

    with serving(["make", "run", f"PORT={port}"], ready(name), surroundings()) as shop:
        shop.wait_until_open(120)

    assert "/api/docs/" in shop.text
    assert "Traceback" not in shop.text
    assert left_running(ready(name)) == []


@pytest.mark.parametrize("name", TRIED)
def test_the_store_migrates_lacks_no_migration_and_may_be_deployed(name: str, ready: Store) -> None:
    store = ready(name)
    prove(store, "make", ".env")

    in_services = [".venv/bin/python", "-m", "local.services", "sh", "-c"]
    prove(store, *in_services, f"{MANAGE} migrate -v0 && {MANAGE} makemigrations --check --dry-run")
    deploy = prove(store, *in_services, f"{MANAGE} check --deploy --fail-level WARNING", **PRODUCTION)

    assert "System check identified no issues" in deploy
