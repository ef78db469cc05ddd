"""A host as a target's commands see one: `python -m tests.release.host FOLDER VERB [IMAGE]`.

Images are environments here, in the folder's `images.json`; what serves is a gunicorn of its own on a port of
its own, and the file `port` says to the switch in front of it where to go. What was done stands in `done`.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from local.processes import HOST, free_port

MANAGE = [sys.executable, "manage.py"]
SERVE = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config=python:tests.release.serving"]


def read(file: Path) -> str:
    """What a file says; nothing where there is none."""
    return file.read_text() if file.exists() else ""


def variables(folder: Path, image: str) -> dict[str, str]:
    """The environment of an image; one that nobody has pushed cannot be had."""
    images: dict[str, dict[str, str]] = json.loads(read(folder / "images.json"))
    if image not in images:
        sys.exit(f"manifest unknown: {image}")
    return {**os.environ, **images[image]}


def migrate(folder: Path, image: str) -> None:
    """Bring the database to where an image needs it."""
    sys.exit(
        subprocess.run([*MANAGE, "migrate", "-v0"], env=variables(folder, image), check=False).returncode
    )


def activate(folder: Path, image: str) -> None:
    """Start an image, lead the switch to it once it listens, and end what served before."""
    environment, port, (told, tells) = variables(folder, image), free_port(), os.pipe()
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [*SERVE, f"--bind={HOST}:{port}"],
            env={**environment, "READY": str(tells)},
            pass_fds=[tells],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    os.close(tells)
    before = read(folder / "pid")
    with (folder / "pids").open("a") as pids:
        pids.write(f"{process.pid}\n")
    if os.read(told, 5) != b"ready":
        sys.exit("It ended before it listened.")
    for name, value in (("port", port), ("image", image), ("pid", process.pid)):
        (folder / name).write_text(str(value))
    if before:
        with suppress(ProcessLookupError):
            os.kill(int(before), signal.SIGTERM)


def main() -> None:
    """Do what a target's command says."""
    folder, verb, *rest = Path(sys.argv[1]), *sys.argv[2:]
    with (folder / "done").open("a") as done:
        done.write(f"{verb}\n")
    if verb == "current":
        sys.stdout.write(read(folder / "image"))
    elif verb == "fetch":
        variables(folder, *rest)
    else:
        {"migrate": migrate, "activate": activate}[verb](folder, *rest)


if __name__ == "__main__":
    main()
