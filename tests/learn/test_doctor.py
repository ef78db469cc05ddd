"""`learn doctor`: what is not well is named with what mends it."""

import socket
from pathlib import Path

import pytest

from shopwright.learn.copy import Copy
from shopwright.learn.doctor import look

from .conftest import Learn


def test_a_machine_that_runs_these_tests_is_well(learn: Learn) -> None:
    said = learn("doctor", "--port", "0")

    assert said.code == 0, said.text
    names = (
        "Python",
        "git",
        "make",
        "uv",
        "packages",
        "disk",
        "memory",
        "ports",
        "locale",
        "write rights",
        "PostgreSQL",
    )
    assert all(f" {name}: " in said.text for name in names)


def test_without_git_and_make_it_says_how_to_get_them(
    learn: Learn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    said = learn("doctor")

    assert said.code == 1
    assert (
        "needed git: none on the PATH\n       Do: install it: on Debian and Ubuntu, `apt install git`."
        in said.text
    )
    assert "apt install make" in said.text


def test_without_an_index_it_says_what_to_do_about_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nobody_listens = "http://127.0.0.1:9/simple"
    for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_NO_CONFIG", "1")
    monkeypatch.setenv("UV_DEFAULT_INDEX", nobody_listens)
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))

    packages = next(finding for finding in look(tmp_path) if finding.about == "packages")

    assert "no package index answers" in packages.found
    assert "UV_FIND_LINKS" in packages.fix


def test_a_taken_port_is_advice_and_no_failure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ports = next(finding for finding in look(tmp_path, port=port) if finding.about == "ports")

    assert (ports.grave, ports.fix) == (False, f"run the shop at another: make run PORT={port + 10}.")


def test_the_kits_own_environment_is_not_taken_for_the_stores(copy: Copy) -> None:
    (copy.folder / ".venv").unlink()
    kit = copy.folder.parent / ".venv"
    kit.mkdir()
    (kit / ".installed").touch()

    found = {finding.about: finding.found for finding in look(copy.folder)}

    assert "not installed" in found["packages"]


def test_without_a_name_for_commits_it_says_how_to_give_one(learn: Learn) -> None:
    said = learn("doctor", "--port", "0")

    assert "advice git's name for you: none" in said.text
    assert "git config --global user.name" in said.text
    assert "Next: shopwright learn list" in said.text
