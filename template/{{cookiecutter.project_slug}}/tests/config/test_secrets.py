"""Secrets may lie in files, where no list of a process's variables shows them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, load_environment

NOBODY = 65534
OTHERS = {"database_url": "postgres://localhost/shop", "redis_url": "redis://localhost/0"}


def load(folder: Path) -> Environment:
    """An environment whose secrets lie in a folder."""
    return load_environment(_env_file=None, _secrets_dir=folder, **OTHERS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A platform's folder with a secret, which an editor has ended with a new line."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("from a file\n")
    return tmp_path


@contextmanager
def as_plain_user() -> Iterator[None]:
    """Be somebody who may not read everything; a developer is that already."""
    user = os.geteuid()
    os.seteuid(user or NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_secret_is_read_from_its_file(folder: Path) -> None:
    assert load(folder).secret_key.get_secret_value() == "from a file"


def test_the_environment_of_the_process_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "from the environment")

    assert load(folder).secret_key.get_secret_value() == "from the environment"


def test_what_else_lies_there_is_not_ours(folder: Path) -> None:
    (folder / "kubernetes.io").mkdir()
    (folder / "somebody_elses").write_text("x")

    assert load(folder).secret_key.get_secret_value() == "from a file"


def test_a_file_that_cannot_be_read_is_named_and_its_secret_is_not() -> None:
    # pytest's own folders nobody else may enter; here the file alone refuses.
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "secret_key").write_text("from a file\n")
        (folder / "secret_key").chmod(0)

        with as_plain_user(), pytest.raises(ImproperlyConfigured, match="this user may not read") as caught:
            load(folder)

    assert f"{folder / 'secret_key'}." in str(caught.value)


def test_a_folder_that_cannot_be_entered_is_named(folder: Path) -> None:
    folder.chmod(0)

    with as_plain_user(), pytest.raises(ImproperlyConfigured, match="this user may not read") as caught:
        load(folder)

    assert str(folder) in str(caught.value)
