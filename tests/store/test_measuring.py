"""What measures a store from inside still fits it."""

import os
import subprocess
from pathlib import Path

from tests.store.shops import ROOT, finished

SCRIPTS = ROOT / "benchmarks/in_store"
LOAD = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
    print(name)
"""


def test_scripts_find_what_they_import(tmp_path: Path) -> None:
    # They belong to the kit, so the store's own checks do not see when it changes under them.
    store = finished(tmp_path)
    names = sorted(file.stem for file in SCRIPTS.glob("*.py"))
    path = os.pathsep.join(map(str, (store, SCRIPTS)))
    python = store / ".venv/bin/python"

    done = subprocess.run(
        [python, "-m", "local.services", python, "-c", LOAD, *names],
        cwd=store,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert set(names) <= set(done.stdout.split())
