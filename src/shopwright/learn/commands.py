"""`shopwright learn …`: words on a command line become calls, and results become lines."""

import os
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.exercises import load_exercises
from shopwright.course.history import wrapped
from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT, Root, opened
from shopwright.errors import Problem
from shopwright.learn import copy as copies
from shopwright.learn.checking import HERE, Named, Where, checked, the_copy
from shopwright.learn.copy import END, START, Copy, find
from shopwright.learn.hints import next_hint, refuse_early, task_of
from shopwright.learn.judging import lay_tests
from shopwright.learn.more_commands import doctor, submit, upgrade, watch
from shopwright.learn.picture import Paint, draw, missing_of, rows
from shopwright.learn.recalled import forget, recall
from shopwright.learn.saving import catch_up as move
from shopwright.learn.steps import too_long, way_to_take
from shopwright.learn.tasks import LEVELS, find_exercise

ABOUT = """Follow the course: a working copy of your own, checks of your code, hints, progress.

Begin with `shopwright learn start`. The other commands work in the copy that it makes."""
app = typer.Typer(no_args_is_help=True, help=ABOUT, rich_markup_mode="markdown")

AtEnd = Annotated[bool, typer.Option("--end", help="Stand at the chapter's end, where its exercise begins.")]


@app.command()
def start(
    chapter: Annotated[
        str | None, typer.Argument(help="Where to begin; the first chapter if left out.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The folder to make.")] = Path("my-store"),
    at_end: AtEnd = False,
    root: Root = KIT,
) -> None:
    """Make a working copy that stands at a chapter. No network is needed.

    It is a git repository with the whole course in it, and you are on a branch of your own.

    Example: `shopwright learn start products --into my-store`
    """
    course, template = opened(root)
    chosen = course.chapter(chapter) if chapter else course.chapters[0]
    with Console(stderr=True).status("Writing the course …"):
        copy = copies.start(course, template, chosen, into, at=END if at_end else START)
        if at_end:
            for exercise in load_exercises(chosen):
                lay_tests(copy, exercise)
    typer.echo(f"Your copy is in {into}, on the branch `{copies.WORK}`, edition {copy.edition.name}.")
    typer.echo(f"It stands at the {END if at_end else START} of chapter {chosen.label}: {chosen.title}.")
    if not shutil.which("shopwright"):
        typer.echo("`shopwright` is not on your PATH. In each new shell, or once in your shell's profile:")
        typer.echo(f"  alias shopwright={shlex.quote(os.path.abspath(sys.argv[0]))}")  # noqa: PTH100
    if at_end:
        typer.echo(f"Next: cd {into}, and then: shopwright learn check")
    else:
        typer.echo(f"Next: cd {into}, and then: shopwright learn show {chosen.steps[0].name}")


@app.command()
def check(
    exercise: Named = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Also run the store's own tests near your change.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Tell every failing task at length.")] = False,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Run an exercise's acceptance tests against your code, and tell what came by task.

    Exit code 0 when all pass, 1 when not. Without a name it is the next exercise that is not solved.

    Example: `shopwright learn check close-a-shelf`
    """
    copy = the_copy(root, where)
    copy.refuse_course_branch()
    chosen = find_exercise(copy.course, exercise) if exercise else copy.next_exercise()
    if not checked(copy, chosen, whole=whole, every=every).solved:
        raise typer.Exit(1)


@app.command()
def hint(
    task: Annotated[
        int | None, typer.Argument(help="The task's number; the first that fails if left out.")
    ] = None,
    level: Annotated[
        int | None,
        typer.Option(min=1, max=3, help="1 a nudge, 2 a pointer, 3 the change.", show_default=False),
    ] = None,
    named: Annotated[
        str | None, typer.Option("--exercise", help="Another exercise than the last checked.")
    ] = None,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Give the next hint for the first task that fails: a nudge, then a pointer, then the change itself.

    Example: `shopwright learn hint`
    """
    copy = the_copy(root, where)
    copy.refuse_course_branch()
    copy.refuse_conflicts()
    checked_last, passed = recall(copy)
    wanted = find_exercise(copy.course, named) if named else checked_last
    exercise = wanted or copy.next_exercise()
    if checked_last is None or exercise.key != checked_last.key:
        passed = frozenset()
    if not named:
        refuse_early(copy, exercise)
    number = task_of(exercise, passed, task)
    given = next_hint(copy, exercise, number, level)
    for line in Paint.here().wrapped(f"{exercise.title}, task {number}: {exercise.tasks[number - 1].looks}"):
        typer.echo(line)
    typer.echo(f"Hint {given.level} of {len(LEVELS)}, {LEVELS[given.level]}:\n")
    typer.echo(given.text.rstrip() if given.level == max(LEVELS) else wrapped(given.text))
    after = "shopwright learn hint" if given.level < len(LEVELS) else "shopwright learn check"
    typer.echo(
        f"\nNext: {'try it, and if you are still stuck: ' if given.level < len(LEVELS) else ''}{after}"
    )


@app.command("list")
def list_progress(where: Where = HERE, root: Root = KIT) -> None:
    """Show the course and how far you are in it, as a picture.

    Example: `shopwright learn list`
    """
    course = load_course(root)
    copy: Copy | None = None
    with suppress(Problem):
        copy = find(course, where.resolve())
    here = copy.chapter if copy else None
    found = rows(course.chapters, copy)
    for line in draw(found, Paint.here(), here):
        typer.echo(line)
    if copy is None:
        typer.echo("You have no working copy here. Next: go into yours, or shopwright learn start")
    elif branch := copy.course_branch():
        typer.echo(f"This is the course's own branch `{branch}`. Next: git switch {copies.WORK}")
    else:
        following = next((row.next_step for row in found if row.chapter == here), "")
        then = f"show {following}" if following else "check"
        if missing := missing_of(copy, following) if following else []:
            typer.echo(f"Of {following} there is no {copies.listed(missing)} yet.")
        typer.echo(f"Your copy follows edition {copy.edition.name}. Next: shopwright learn {then}")


@app.command()
def diff(
    chapter: Annotated[str | None, typer.Argument(help="A chapter; yours if left out.")] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only say how much differs, file by file.")] = False,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Compare your code with a chapter's end: lines with a plus are yours, with a minus the course's.

    Example: `shopwright learn diff products --stat`
    """
    copy = the_copy(root, where)
    chosen = copy.course.chapter(chapter) if chapter else copy.chapter
    options = ["--stat"] if stat else []
    outside = f":(exclude){copies.EXERCISES}"
    code = copy.show("diff", *options, copy.end_of(chosen), copy.snapshot(), "--", ".", outside)
    if code:
        raise typer.Exit(code)
    if not copy.changed_since(copy.end_of(chosen)):
        typer.echo(f"Your code is what the course has at the end of {chosen.label}.")


@app.command()
def show(
    step: Annotated[
        str | None,
        typer.Argument(metavar="[STEP]", help="A step, or a chapter; your next step if left out."),
    ] = None,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Show a step of the course: its message and its diff. `products` shows the steps of a chapter.

    Example: `shopwright learn show products.publish`
    """
    copy = the_copy(root, where)
    for chapter in copy.course.chapters:
        if step in (chapter.slug, chapter.label):
            for one in chapter.steps:
                typer.echo(f"{one.name}: {one.commit}")
            following = rows([chapter], copy)[0].next_step or chapter.steps[0].name
            typer.echo(f"Next: shopwright learn show {following}")
            return
    name = step or rows([copy.chapter], copy)[0].next_step
    if not name:
        typer.echo(f"All steps of {copy.chapter.label} are in your store. Next: shopwright learn check")
        return
    commit = copy.step(name)
    long = too_long(copy, commit)
    outside = [f":(exclude,top){path}" for path in long]
    if code := copy.show("show", "--stat", "--patch", commit, "--", ":(top)", *outside):
        raise typer.Exit(code)
    typer.echo("", err=True)
    for path, lines in long.items():
        typer.echo(
            f"Not shown: {path}, {lines} lines that a machine wrote. Take it: git checkout {name} -- {path}",
            err=True,
        )
    typer.echo(f"Next: write it yourself and commit it, or take it: {way_to_take(copy, name)}", err=True)


@app.command("catch-up")
def catch_up(
    chapter: Annotated[str, typer.Argument(help="Where to go on.")],
    at_end: AtEnd = False,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Save all of your work to a branch `mine/…`, then move to a chapter's start.

    What is committed, staged, changed or new is on the branch afterwards; ignored files stay where they are.

    Example: `shopwright learn catch-up variants`
    """
    copy = the_copy(root, where)
    chosen = copy.course.chapter(chapter)
    moved = move(copy, chosen, at=END if at_end else START)
    forget(copy)
    for branch in moved.saved:
        typer.echo(f"Your work is saved on the branch `{branch}`.")
    if not moved.saved:
        typer.echo("There was nothing of yours to save.")
    typer.echo(f"You stand at the {END if at_end else START} of chapter {chosen.label}, on `{copies.WORK}`.")
    if moved.saved:
        typer.echo(f"To take something back: git checkout {moved.saved[0]} -- path/to/file")
    typer.echo(f"Next: shopwright learn {'check' if at_end else f'show {chosen.steps[0].name}'}")


for command in (watch, doctor, submit, upgrade):
    app.command()(command)
