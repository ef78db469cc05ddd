"""A store for benchmarks: generated once, installed, with servers and data of its own in build/."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.figures import HERE
from shopwright.course.environment import find_uv
from shopwright.demo import freshen
from shopwright.store import ROOT


def store(name: str) -> Path:
    """Give a store's folder, fresh from the template; what an interrupted run left is forgotten."""
    folder = ROOT / "build" / "benchmarks" / name
    freshen(folder, {"preset": "everything"})
    shutil.rmtree(folder / ".local", ignore_errors=True)
    tools = [f"PYTHON={sys.executable}", f"UV={find_uv(ROOT)}"]
    subprocess.run(["make", "--no-print-directory", "install", *tools], cwd=folder, check=True, env=clean())
    return folder


def measure(folder: Path, script: str, **variables: str) -> dict[str, Any]:
    """Run a script of `in_store/` with the store's servers, and give what it printed last, as JSON.

    Args:
        variables: what the script finds in its environment.
    """
    python = ".venv/bin/python"
    command: list[str | Path] = [python, "-m", "local.services", python, HERE / "in_store" / script]
    result = subprocess.run(
        command,
        cwd=folder,
        check=True,
        env=clean() | {"PYTHONPATH": str(folder)} | variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    shutil.rmtree(folder / ".local", ignore_errors=True)  # a million products fill a disk
    figures: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
    return figures


def clean() -> dict[str, str]:
    """The environment without what `make` and a virtual environment have put there."""
    ours = ("MAKE", "MFLAGS", "VIRTUAL_ENV")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}
