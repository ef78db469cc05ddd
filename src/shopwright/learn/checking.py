"""Check an exercise in front of a person: find their copy, judge, tell, write it down."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.exercises import Exercise
from shopwright.course.manifest import load_course
from shopwright.errors import Problem
from shopwright.learn.copy import Copy, find
from shopwright.learn.judging import Verdict, judge, must_install
from shopwright.learn.picture import Paint
from shopwright.learn.recalled import remember
from shopwright.learn.telling import Teller

Where = Annotated[
    Path,
    typer.Option(
        "--copy", help="Your working copy; without it, the folder that you are in.", show_default=False
    ),
]
HERE = Path()
Named = Annotated[str | None, typer.Argument(metavar="[EXERCISE]", help="Its name, or its chapter's.")]


def the_copy(root: Path, where: Path) -> Copy:
    """Return the learner's copy at a folder, and say if it follows another edition than this kit's."""
    copy = find(load_course(root), where.resolve())
    if not copy.is_current:
        typer.secho(
            f"Note: your copy follows edition {copy.edition.name}, and this program has another one. "
            "What changed: shopwright learn upgrade",
            err=True,
        )
    return copy


def checked(copy: Copy, exercise: Exercise, *, whole: bool = False, every: bool = False) -> Verdict:
    """Check an exercise, print what came, and write it down.

    Raises:
        Problem: a merge left conflicts, or the tests do not run.
    """
    copy.refuse_conflicts()
    if must_install(copy):
        typer.echo("The store's packages come first: a minute, and only this time …", err=True)
    with Console(stderr=True).status(f"Checking {exercise.key} …"):
        verdict = judge(copy, exercise, whole=whole)
    for line in Teller(copy, Paint.here(), every).tell(verdict):
        typer.echo(line)
    remember(copy, verdict)
    for number, task in enumerate(exercise.tasks, 1):
        if verdict.done(task):
            copy.facts.add("passed", exercise=exercise.key, task=number)
    if verdict.solved:
        copy.facts.add("solved", exercise=exercise.key)
        typer.echo("Solved.")
        with suppress(Problem):
            following = copy.course.chapter(copy.next_exercise().chapter)
            first = "" if whole else "see that `make test` passes, "
            typer.echo(
                f"Next: {first}commit it, and go on with {following.label}: "
                f"shopwright learn show {following.slug}"
            )
    elif verdict.lacking:
        typer.echo(f"Next: shopwright learn show {exercise.chapter}")
    else:
        typer.echo("Next: shopwright learn hint")
    return verdict
