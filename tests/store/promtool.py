"""Prometheus' own checker, for tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from shopwright.store import ROOT

PROMETHEUS = ROOT / "template" / "{{cookiecutter.project_slug}}" / "deploy" / "prometheus"


def tool(name: str) -> str:
    """Where a program of Debian's `prometheus` is. Where it is missing, it is said how to get it."""
    if found := shutil.which(name):
        return found
    how = f"no {name}; on Debian and Ubuntu, `apt install prometheus`"
    if os.environ.get("CI"):
        pytest.fail(how)
    pytest.skip(how)


def promtool(*words: str | Path, place: Path = PROMETHEUS) -> "subprocess.CompletedProcess[str]":
    """Run it in a folder."""
    command = [tool("promtool"), *map(str, words)]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
