"""Where the commands that run things work: a folder of their own, one environment, real servers."""

import fcntl
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from shopwright.course.bench import end_all
from shopwright.course.checks import needs
from shopwright.course.environment import environment, find_uv
from shopwright.course.exercises import Exercise
from shopwright.course.manifest import Chapter, Course
from shopwright.course.opening import opened
from shopwright.course.servers import Servers
from shopwright.course.template import Template
from shopwright.course.tree import Tree
from shopwright.errors import Problem


@contextmanager
def workshop(root: Path, given: Path | None, work: str) -> Iterator[tuple[Course, Template, Path, Servers]]:
    """Open the course with the environment that its steps run in, and with servers for those who ask.

    Args:
        work: the folder below build/ that is ours alone until the end.
    """
    course, template = opened(root)
    console = Console(stderr=True)
    with console.status("Rendering the template and preparing the environment of all steps …"):
        folder = given.absolute() if given else environment(root, template.tree(course))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    build_folder = root.resolve() / "build"
    with _alone(build_folder / work), Servers(folder, build_folder / "servers") as servers:
        yield course, template, folder, servers


def _leave(number: int, _: object) -> NoReturn:
    """End what runs; the blocks that we leave then stop the servers."""
    end_all()
    print(f"\nEnded by {signal.Signals(number).name}; what ran was stopped.", file=sys.stderr)
    sys.exit(128 + number)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Refuse to work where another process works."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(
                f"`shopwright course {folder.name}` already runs here.",
                found=f"another process works in {folder}.",
                do="wait until it has ended.",
            ) from error
        yield


def services(servers: Servers, chapter: Chapter, end: Tree, exercise: Exercise) -> dict[str, str]:
    variables: dict[str, str] = {}
    if needs(end, "psycopg"):
        variables["DATABASE_URL"] = servers.database(
            f"exercise_{chapter.number}_{exercise.name.replace('-', '_')}"
        )
    if needs(end, "redis"):
        variables["REDIS_URL"] = servers.redis(chapter.number)
    return variables


def uv_variable(root: Path) -> dict[str, str]:
    """Let the commands of lessons find uv, if there is one; a course without Makefiles needs none."""
    try:
        return {"UV": find_uv(root)}
    except Problem:
        return {}
