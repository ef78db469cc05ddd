"""`shopwright demo`: generate the finished store, keep it fresh, and hand over to its own `make run`."""

import errno
import hashlib
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shopwright.course.environment import find_uv
from shopwright.course.template import JUNK
from shopwright.errors import Problem
from shopwright.store import ROOT, TEMPLATE, generate

HOST = "127.0.0.1"
MEGABYTE = 1024 * 1024
FIRST_RUN = 600 * MEGABYTE  # the store's environment takes most of it
LATER_RUN = 200 * MEGABYTE
RECORD = ".shopwright-demo.json"
# An installed kit lies where nothing else belongs; its demo goes below the folder that one is in.
FOLDER = ROOT / "build/demo" if (ROOT / "pyproject.toml").is_file() else Path("build/demo")


def demo(
    port: Annotated[int, typer.Option(help="Where the shop listens on this machine.")] = 8000,
    preset: Annotated[str, typer.Option(help="minimal, standard or everything.")] = "standard",
    folder: Annotated[Path, typer.Option("--dir", help="The demo's own folder.")] = FOLDER,
) -> None:
    """Generate the finished store and run it until Ctrl-C.

    For example: `shopwright demo --port 8010`. A second run keeps the data and writes only what changed.
    """
    refuse_taken_port(port)
    refuse_full_disk(folder, LATER_RUN if (folder / ".venv").exists() else FIRST_RUN)
    with _a_full_disk_explained(folder):
        freshen(folder, {"preset": preset})
    hand_over(folder, port)


def refuse_taken_port(port: int) -> None:
    """Find out before the work starts whether the shop could listen.

    Raises:
        Problem: another program has the port, or it is not ours to take.
    """
    with socket.socket() as probe:
        # As the server does: a port that a stopped server left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            found = f"something answers on {HOST}:{port}." if taken else f"{error}."
            raise Problem(
                f"The demo could not start: port {port} is taken by another program."
                if taken
                else f"The demo could not start: port {port} cannot be used.",
                found=found,
                do=f"stop it, or run `make demo PORT={_free_port()}`.",
            ) from error


def _free_port() -> int:
    for port in (*range(8010, 8100, 10), 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return 8010


def refuse_full_disk(folder: Path, needed: int) -> None:
    """Find out before the work starts whether the disk has room.

    Raises:
        Problem: less than `needed` bytes are free where the folder lies or will lie.
    """
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise Problem(
            "The demo could not start: the disk is nearly full.",
            found=f"{free // MEGABYTE} MB are free at {there}, and {needed // MEGABYTE} MB are needed.",
            do="make room, or choose another disk with `shopwright demo --dir FOLDER`, and run again.",
        )


@contextmanager
def _a_full_disk_explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Problem(
            "The demo was not written to the end: the disk is full.",
            found=f"{error.strerror} at {error.filename or folder}.",
            do="make room and run again; it goes on where it stopped.",
        ) from error


@dataclass(frozen=True)
class Record:
    """What an earlier run wrote into the demo's folder.

    Attributes:
        made_from: fingerprint of the template and the answers; empty while a run is writing.
        files: the paths that were generated; everything else there belongs to the running store.
    """

    made_from: str
    files: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "Record | None":
        """Give what the folder records, if it is a demo's."""
        try:
            raw = json.loads((folder / RECORD).read_text("utf-8"))
            return cls(raw["made_from"], tuple(raw["files"]))
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def write(self, folder: Path) -> None:
        """Keep this for the next run."""
        text = json.dumps({"made_from": self.made_from, "files": sorted(self.files)}, indent=1)
        (folder / RECORD).write_text(text, "utf-8")


def freshen(folder: Path, answers: Mapping[str, str], template: Path = TEMPLATE) -> list[str]:
    """Bring the demo's folder to what the template gives now; what the running store made there stays.

    Returns:
        The paths that were written or removed: none if the template and the answers are as they were.

    Raises:
        Problem: the folder holds something else than a demo, or an answer is refused.
    """
    made_from = fingerprint(template, answers)
    before = Record.read(folder)
    if before and before.made_from == made_from and all((folder / path).exists() for path in before.files):
        typer.echo(f"The store in {_short(folder)} is up to date.")
        return []
    if before is None and folder.exists() and any(folder.iterdir()):
        raise Problem(
            "The demo was not written: its folder holds something else.",
            found=f"{folder} is not empty, and has no {RECORD}.",
            do="choose another folder with `shopwright demo --dir FOLDER`, or move that one away.",
        )
    typer.echo(f"Generating the store into {_short(folder)} … ", nl=False)
    with tempfile.TemporaryDirectory() as temporary:
        store = generate(answers, Path(temporary), template)
        changed = _mirror(store, folder, before.files if before else ())
        files = _files(store)
    Record(made_from, tuple(files)).write(folder)
    typer.echo(f"{len(files)} files, {len(changed)} of them new or changed.")
    return changed


def fingerprint(template: Path, answers: Mapping[str, str]) -> str:
    """Give a text that changes when the template, the answers or the generator do."""
    digest = hashlib.sha256(f"{version('cookiecutter')} {sorted(answers.items())}".encode())
    for path in sorted(_files(template)):
        file = template / path
        digest.update(f"\0{path}\0{file.stat().st_mode & 0o111}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _mirror(store: Path, folder: Path, before: tuple[str, ...]) -> list[str]:
    """Write what differs and remove what an earlier run wrote and this one did not."""
    files = _files(store)
    gone = [path for path in before if path not in set(files) and (folder / path).exists()]
    changed = [path for path in files if not _same(store / path, folder / path)]
    folder.mkdir(parents=True, exist_ok=True)
    # If this is interrupted, the next run knows whose the files are, and begins again.
    Record("", (*files, *gone)).write(folder)
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(store / path, folder / path)
    for path in gone:
        (folder / path).unlink()
    return changed + gone


def _same(a: Path, b: Path) -> bool:
    return b.is_file() and a.read_bytes() == b.read_bytes() and a.stat().st_mode == b.stat().st_mode


def _files(folder: Path) -> list[str]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in JUNK]
        found += [Path(place, name).relative_to(folder).as_posix() for name in names if name[-4:] != ".pyc"]
    return found


def _short(folder: Path) -> str:
    return os.path.relpath(folder) if folder.is_relative_to(Path.cwd()) else str(folder)


def hand_over(folder: Path, port: int) -> NoReturn:
    """Become the store's own `make run`: its output, its Ctrl-C and its exit code are then the demo's.

    Raises:
        Problem: there is no make.
    """
    make = shutil.which("make")
    if make is None:
        raise Problem(
            "The store could not be started: it starts with make.",
            found="no `make` on the PATH.",
            do="install it (on Debian and Ubuntu, `apt install make`) and run again.",
        )
    typer.echo(f"Starting it with `make run` in {_short(folder)} …")
    os.chdir(folder)
    # The kit's own make put its flags and its virtual environment here; the store has its own.
    kept = {key: value for key, value in os.environ.items() if key not in _OURS}
    os.execve(make, [make, "--no-print-directory", "run", f"PORT={port}", *_tools()], kept)  # noqa: S606 - no shell is wanted


_OURS = {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "VIRTUAL_ENV", "PYTHONPATH"}


def _tools() -> list[str]:
    """Give the Python and the uv that the kit found, so that the store does not install its own."""
    python = f"PYTHON={Path(sys.executable).resolve()}"
    try:
        return [python, f"UV={find_uv(ROOT)}"]
    except Problem:
        return [python]  # the store's own make knows how to get one
