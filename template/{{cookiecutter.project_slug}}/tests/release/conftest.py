"""A host with a release that serves, and a switch before it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.release.asking import Visitor
from deploy.release.smoke import release_of
from tests.carts.builders import sold
from tests.release.switch import switch_to
from tests.workers.crew import database

ROOT = Path(__file__).resolve().parents[2]
GOOD = "tests.release.settings.good"


def digest(commit: str) -> str:
    """An image's name."""
    return f"registry.example.com/shop@sha256:{commit[:1] * 64}"


@dataclass
class Stage:
    """The host, from outside.

    Attributes:
        shop: the address that shoppers know.
    """

    folder: Path
    shop: str

    def has_image(self, commit: str, **variables: str) -> None:
        """Push an image: a commit, and the environment that it runs in."""
        file = self.folder / "images.json"
        images = json.loads(file.read_text()) if file.exists() else {}
        images[digest(commit)] = {
            "DATABASE_URL": database(),
            "DJANGO_SETTINGS_MODULE": GOOD,
            "RELEASE": commit,
            **variables,
        }
        file.write_text(json.dumps(images))

    def forget_image(self, commit: str) -> None:
        """Lose an image, as a registry does that somebody has cleaned up."""
        images = json.loads((self.folder / "images.json").read_text())
        del images[digest(commit)]
        (self.folder / "images.json").write_text(json.dumps(images))

    def roll_out(self, commit: str, within: float = 30) -> "subprocess.CompletedProcess[str]":
        """Call the program as the workflow does, and give what it printed and how it ended."""
        command = [sys.executable, "-m", "deploy.release.rollout", str(self.folder / "target.toml")]
        told = ["--shop", self.shop, "--image", digest(commit), "--release", commit, "--within", str(within)]
        own = {"GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"), "no_proxy": "*"}
        return subprocess.run(
            [*command, *told], cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False
        )

    def serves(self) -> str:
        """Which release answers."""
        return release_of(Visitor(self.shop))

    def done(self) -> list[str]:
        """What the host was asked to do, in order."""
        return (self.folder / "done").read_text().split()

    @property
    def summary(self) -> str:
        """What stands on the job's page."""
        return (self.folder / "summary.md").read_text()

    @property
    def process(self) -> str:
        """Who serves."""
        return (self.folder / "pid").read_text()


@pytest.fixture
def empty_stage(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A host to which nothing was ever shipped, and something on the shelves."""
    monkeypatch.setenv("no_proxy", "*")
    sold("KNOWN-JUG")
    verbs = {
        name: [sys.executable, "-m", "tests.release.host", str(tmp_path), name]
        for name in ("current", "fetch", "migrate", "activate")
    }
    text = "".join(
        f"[{name}]\nrun = {json.dumps([*words, *(['{image}'] if name != 'current' else [])])}\n"
        for name, words in verbs.items()
    )
    (tmp_path / "target.toml").write_text(text)
    with switch_to(tmp_path / "port") as shop:
        yield Stage(tmp_path, shop)
    pids = tmp_path / "pids"
    for pid in pids.read_text().split() if pids.exists() else []:
        with suppress(ProcessLookupError):
            os.killpg(int(pid), signal.SIGKILL)


@pytest.fixture
def stage(empty_stage: Stage) -> Stage:
    """A host on which release `aaaaaaa` serves."""
    empty_stage.has_image("aaaaaaa")
    command = [sys.executable, "-m", "tests.release.host", str(empty_stage.folder), "activate"]
    subprocess.run([*command, digest("aaaaaaa")], cwd=ROOT, check=True)
    (empty_stage.folder / "done").unlink()
    return empty_stage
