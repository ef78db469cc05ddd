"""Run inside a store: what each process of production takes under a small load. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from config.celery import app
from django.core.management import call_command
from local.processes import HOST, free_port
from releasing import released
from tests.deploy.release import ROOT, Process, ask, entry
from tests.endings.working import WORDS, forget, marks

PAGES = int(os.environ.get("PAGES", "300"))
SECONDS = float(os.environ.get("SECONDS", "60"))
PATHS = ("/", "/admin/login/", "/health/ready")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Start all, let them work, and read what the kernel counted."""
    port, figures, beside = free_port(), free_port(), free_port()
    with released() as (release, servers), TemporaryDirectory() as counts, ExitStack() as running:
        call_command("seed_catalog", verbosity=0)
        Path(counts).chmod(0o777)  # they run as somebody else
        variables = {**servers, "METRICS_FOLDER": counts}
        worker = {**variables, "PYTHONPATH": str(ROOT)}
        started = {
            name: running.enter_context(entry(release, name, *words, variables=told))
            for name, words, told in (
                ("web", [f"--bind={HOST}:{port}"], variables),
                ("worker", WORDS, worker),
                ("beat", (), variables),
                ("relay", (), variables),
                ("webhooks", (), variables),
                ("metrics", [f"--host={HOST}", f"--port={figures}"], variables),
                ("counts", [counts, f"--host={HOST}", f"--port={beside}"], {}),
            )
        }
        for process in started.values():
            assert process.stdout
            threading.Thread(target=process.stdout.read, daemon=True).start()
        begun = monotonic()
        work(port)
        for one in (figures, beside):
            get(one, "/metrics")
        sleep(max(0.0, SECONDS - (monotonic() - begun)))
        took = monotonic() - begun
        print(json.dumps({"processes": [taken(name, one, took) for name, one in started.items()]}))


def work(port: int) -> None:
    """Ask for pages, and send as many errands."""
    forget(app)
    for number in range(PAGES):
        app.send_task("errand.mark", args=[number])
    for number in range(PAGES):
        get(port, PATHS[number % len(PATHS)])
    while len(marks(app)) < PAGES:
        sleep(0.1)


def get(port: int, path: str) -> None:
    """Ask for a page, as soon as somebody listens."""
    while True:
        try:
            ask(port, path)
        except OSError:
            sleep(0.1)
        else:
            return


def taken(name: str, process: Process, seconds: float) -> dict[str, Any]:
    """Memory, with what is shared counted once, and the part of a core since the start."""
    found = list(members(process.pid))
    memory = sum(proportional(one) for one in found)
    ticks = sum(used(one) for one in found)
    return {
        "name": name,
        "members": len(found),
        "mb": memory / 1024,
        "cores": ticks / TICKS / seconds,
    }


def members(group: int) -> Iterator[Path]:
    """All processes of a group."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int(fields(folder)[2]) == group:
                yield folder
        except (OSError, IndexError):
            continue


def fields(folder: Path) -> list[str]:
    """What the kernel says of a process, behind its name: state, parent, group, ..."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def used(folder: Path) -> int:
    """Its processor time in ticks, in its own code and in the kernel."""
    return sum(int(value) for value in fields(folder)[11:13])


def proportional(folder: Path) -> int:
    """Its memory in KB; of what several share, each has its part."""
    found = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
