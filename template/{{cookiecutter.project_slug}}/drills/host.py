"""What the drill's target calls: `python -m drills.host VERB [NAME or IMAGE]`, on the machine of this drill.

An image is an environment here, in the place's `images.json`, as a registry would keep it: a release differs
from another by what its processes are told.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drills.place import ROOT, Place

PROCESSES = ("web", "worker", "beat", "relay", "webhooks")


def main() -> int:
    """Do what a target's command says; gives the exit code."""
    verb, name = sys.argv[1], (sys.argv[2:] or [""])[0]
    place = Place.mine()
    if verb in {"start", "stop", "restart", "reload", "log"} and name not in place.names():
        sys.stderr.write(f"There is no `{name}` here. There are {', '.join(place.names())}.\n")
        return 1
    if verb == "restart":
        place.stop(name)
        place.start(name)
        sys.stdout.write(f"{name}: restarted.\n")
    elif verb == "reload":
        place.processes.tell_all(name, signal.SIGHUP)
        sys.stdout.write(f"{name}: reads its files again.\n")
    elif verb in {"start", "stop"}:
        getattr(place, verb)(name)
        sys.stdout.write(f"{name}: {'runs' if place.runs(name) else 'stopped'}.\n")
    elif verb == "status":
        sys.stdout.writelines(
            f"{one:<10}{'runs' if place.runs(one) else 'stopped'}\n" for one in place.names()
        )
    elif verb == "log":
        sys.stdout.write("\n".join(place.log(name).splitlines()[-10:]) + "\n")
    else:
        return released(place, verb, name)
    return 0


def released(place: Place, verb: str, image: str) -> int:
    """Do one of the four things that a rollout needs; gives the exit code."""
    serves = place.folder / "serves.json"
    if verb == "current":
        sys.stdout.write(json.loads(serves.read_text())["image"] if serves.exists() else "")
        return 0
    images: dict[str, Any] = json.loads((place.folder / "images.json").read_text())
    if image not in images:
        sys.stderr.write(f"manifest unknown: {image}\n")
        return 1
    variables = images[image]
    if verb == "migrate":
        told = {**place.variables(), **variables}
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode
    if verb == "activate":
        serve(place, image, variables)
    return 0


def serve(place: Place, image: str, variables: Mapping[str, str]) -> None:
    """Let what runs of the shop's processes begin anew, as this release."""
    write(place.folder / "serves.json", {"image": image, "variables": variables})
    for name in PROCESSES:
        if place.runs(name):
            place.stop(name)
            place.start(name)


def write(file: Path, data: Any) -> None:
    """Write a file whole."""
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(data))
    draft.replace(file)


if __name__ == "__main__":
    sys.exit(main())
