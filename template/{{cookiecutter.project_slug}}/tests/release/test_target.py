"""A target is data: what it lacks, and what a shell could take for more than a value, is refused."""

import sys
from pathlib import Path

import pytest

from deploy.release.errors import Wrong
from deploy.release.target import NEEDED, Release, Target

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
DIGEST = "sha256:" + "0" * 64
RELEASE = Release(f"registry.example.com/shop@{DIGEST}", "abc1234")


def a_target(folder: Path, **commands: list[str]) -> Target:
    """One whose commands do what a test says; the others do nothing."""
    does = {name: [sys.executable, "-c", ""] for name in NEEDED} | commands
    file = folder / "target.toml"
    file.write_text("".join(f"[{name}]\nrun = {words!r}\ntimeout = 20\n" for name, words in does.items()))
    return Target(file)


def printing(what: str) -> list[str]:
    """A command that prints its last word."""
    return [sys.executable, "-c", "import sys; print(sys.argv[1])", what]


def test_values_stand_in_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_HOST", "shop@host.example.com")
    target = a_target(tmp_path, fetch=printing("{DEPLOY_HOST} {image} {release}"))

    assert target.run("fetch", RELEASE) == f"shop@host.example.com {RELEASE.image} abc1234\n"


def test_words_that_many_commands_share_stand_once_in_the_file(tmp_path: Path) -> None:
    target = a_target(tmp_path, fetch=printing("cd shop && {tool} pull"))
    target.commands["tool"] = "tool --file=one.yaml --file=two.yaml"

    assert target.run("fetch", RELEASE) == "cd shop && tool --file=one.yaml --file=two.yaml pull\n"


@pytest.mark.parametrize("value", ["", "host; rm -rf /", "$(id)", "-oProxyCommand=x", "a b", "a\nb"])
def test_what_a_shell_would_read_is_refused_and_never_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("DEPLOY_HOST", value)
    target = a_target(tmp_path, fetch=printing("{DEPLOY_HOST}"))

    with pytest.raises(Wrong, match="`DEPLOY_HOST` is not set, or is more than a name") as refusal:
        target.run("fetch", RELEASE)

    assert not value or value not in str(refusal.value)


@pytest.mark.parametrize("image", ["shop:latest", f"shop@{DIGEST}0", f"SHOP@{DIGEST}", f"shop;@{DIGEST}", ""])
def test_an_image_that_can_be_exchanged_is_refused(image: str) -> None:
    with pytest.raises(Wrong, match="not named by its digest"):
        Release(image, "abc1234")


def test_a_target_that_lacks_a_command_is_none(tmp_path: Path) -> None:
    file = tmp_path / "half.toml"
    file.write_text('[current]\nrun = ["true"]\n[fetch]\ntimeout = 3\n')

    with pytest.raises(Wrong, match="no `fetch`, no `migrate`, no `activate`"):
        Target(file)


def test_a_command_that_fails_says_its_last_line(tmp_path: Path) -> None:
    fails = [sys.executable, "-c", "import sys; print('one', file=sys.stderr); sys.exit('two')"]

    with pytest.raises(Wrong, match="exit code 1: two"):
        a_target(tmp_path, fetch=fails).run("fetch", RELEASE)


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    target = a_target(tmp_path, fetch=[sys.executable, "-c", "import time; time.sleep(60)"])
    target.commands["fetch"]["timeout"] = 0.1

    with pytest.raises(Wrong, match="`fetch` did not end"):
        target.run("fetch", RELEASE)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="`fetch` could not be run"):
        a_target(tmp_path, fetch=["no-such-program"]).run("fetch", RELEASE)


def test_every_target_of_the_store_is_one() -> None:
    for file in (DEPLOY / "targets").glob("*.toml"):
        assert set(NEEDED) <= set(Target(file).commands)
