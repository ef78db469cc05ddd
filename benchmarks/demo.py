"""How long it takes from a clean clone to an open shop."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure
from shopwright.demo import HOST
from shopwright.store import ROOT

OPEN = "Ctrl-C stops it all."
PORT = 8790


def run() -> list[Figure]:
    """Measure `make demo` in a fresh clone with empty package caches, and then once more."""
    with tempfile.TemporaryDirectory() as folder:
        clone, caches = Path(folder, "clone"), Path(folder, "caches")
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "VIRTUAL_ENV"))
        }
        env = {**kept, "XDG_CACHE_HOME": str(caches), "UV_CACHE_DIR": str(caches / "uv")}
        first, second = _open(clone, env), _open(clone, env)
    return [
        Figure("`make demo` from a clean clone, empty caches", first, "s", below=90),
        Figure("`make demo` again", second, "s", below=10),
    ]


def _open(clone: Path, env: dict[str, str]) -> float:
    """Start the demo, wait until it says that the shop is open, and press Ctrl-C."""
    before = perf_counter()
    with subprocess.Popen(
        ["make", "demo", f"PORT={PORT}"],
        cwd=clone,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as shop:
        said = []
        for line in shop.stdout or ():
            said.append(line)
            if OPEN in line:
                break
        else:
            raise SystemExit(f"The demo did not open on {HOST}:{PORT}:\n{''.join(said)}")
        taken = perf_counter() - before
        os.killpg(shop.pid, signal.SIGINT)
        for _ in shop.stdout or ():
            pass
    return taken
