"""After everything is written: take out the files of the parts that are left out, and say what to do next."""

import contextlib
import json
import os
from pathlib import Path

# The extension renders this line. The hook before generation made sure that none of these files was there.
PLAN = json.loads(r"""{{ hook_plan() }}""")


def remove(dropped: list[str]) -> None:
    """Remove files that were generated a moment ago, and the folders that this leaves empty."""
    for path in map(Path, dropped):
        path.unlink(missing_ok=True)
        for folder in list(path.parents)[:-1]:
            with contextlib.suppress(OSError):  # not empty: somebody's files are there, so it stays
                folder.rmdir()


def announce(store: Path) -> None:
    """Say how the store starts, seen from the folder in which cookiecutter was called."""
    path = os.path.relpath(store, os.environ.get("PWD", store.parent))
    folder = store if path.startswith("..") else path
    print(f"\n{store.name} is ready. It starts with:\n\n    cd {folder}\n    make run\n")


def main() -> None:
    """Leave the folder as the answers want it."""
    remove(list(PLAN["dropped"]))
    if PLAN["announce"]:
        announce(Path.cwd())


main()
