"""Every runbook's drill in a store of its own: how long until the trouble is seen, and until it is cured."""

import json
import subprocess
from typing import Any

from benchmarks.figures import Figure
from benchmarks.stores import clean, store

PATIENCE = 3600  # seconds for all of them


def run() -> list[Figure]:
    """Run `make drills` once. A drill that fails misses its goal."""
    folder = store("drills")
    file = folder / "build.json"
    command = [".venv/bin/python", "-m", "drills", "--json", str(file)]
    subprocess.run(command, cwd=folder, env=clean(), check=False, timeout=PATIENCE)
    return [figure for one in json.loads(file.read_text("utf-8")) for figure in figures_of(one)]


def figures_of(one: dict[str, Any]) -> list[Figure]:
    """What came of a drill."""
    name = one["runbook"]
    if "failed" in one:
        return [Figure(f"{name}: failed", 1, "", below=1)]
    return [
        Figure(f"{name}: detected by {told_by(one['detected_by'])}, after", one["seen_seconds"], "s"),
        Figure(f"{name}: cured in", one["cured_seconds"], "s"),
    ]


def told_by(detected: str) -> str:
    """Who noticed: an alarm by its name, or what somebody types who follows the page."""
    return "its first command" if " " in detected else detected
