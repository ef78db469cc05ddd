"""What stands on the job's page; and that nothing has to be installed for it."""

import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

from deploy.release.summary import table
from deploy.release.target import Release

ROOT = Path(__file__).resolve().parents[2]
RELEASE = Release("registry.example.com/shop@sha256:" + "0" * 64, "abc1234")


def test_a_host_cannot_break_the_table() -> None:
    text = table([("fetch", "failed: a | b", 3.2)], RELEASE, "NOTHING_CHANGED")

    assert "| fetch | failed: a / b | 3 |\n" in text
    assert text.startswith("### **Stopped before shoppers saw anything.** The release before it serves.\n")


def test_nothing_has_to_be_installed_to_ship() -> None:
    bare = [sys.executable, "-S", "-m", "deploy.release.rollout", "--help"]

    told = subprocess.run(bare, cwd=ROOT, stdout=PIPE, text=True, check=True).stdout

    assert "the shop's address there" in told
