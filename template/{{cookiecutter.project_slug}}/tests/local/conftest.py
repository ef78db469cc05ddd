"""A place for servers that no developer's data lies in."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from local import services
from local.postgres import Postgres


def stop_what_runs(folder: Path) -> None:
    """Leave nothing behind, even when a test failed half-way."""
    with ExitStack() as all_of_them:
        for server in services.servers(folder).values():
            all_of_them.callback(server.stop)


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database's data, made once: to copy it takes a fraction of the time."""
    postgres = Postgres(tmp_path_factory.mktemp("laid-out"))
    postgres.create()
    return postgres.data


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder without servers, in a process that knows of none. Its path has a space, as people's have."""
    for name in services.servers(tmp_path):
        monkeypatch.setenv(name, "")
    place = tmp_path / "My Shop" / ".local"
    yield place
    stop_what_runs(place)


@pytest.fixture
def folder(empty: Path, laid_out: Path) -> Path:
    """The same folder as after a first run."""
    shutil.copytree(laid_out, empty / "postgres" / "data")
    return empty
