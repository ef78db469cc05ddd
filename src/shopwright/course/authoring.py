"""The commands for those who write and publish the course."""

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.manifest import Course, Step
from shopwright.course.opening import KIT, Root, opened
from shopwright.course.placing import Placed, Quote
from shopwright.course.placing import place as find_place
from shopwright.course.preview import diff_of_step, write_step
from shopwright.course.publish import Plan, clone_command
from shopwright.course.publish import publish as publish_edition

_FEW = 3


def publish(
    to: Annotated[str, typer.Option(metavar="REMOTE", help="The repository: an address, or a folder.")],
    edition: Annotated[str, typer.Option(help="The edition's name, as in 2026.1.")],
    push: Annotated[bool, typer.Option("--push", help="Push; without it, say what would be pushed.")] = False,
    root: Root = KIT,
) -> None:
    """Publish the course as an edition; without `--push`, only say what would be pushed.

    An edition never changes, and no ref is ever moved. The repository holds nothing but editions: each below
    its own name (`2026.1/products.publish`), the first also under the plain names.

    Example: `shopwright course publish --to ../course.git --edition 2026.1`
    """
    course, template = opened(root)
    with Console(stderr=True).status("Building the course and comparing it with the repository …"):
        plan = publish_edition(course, template, to, edition, push=push)
    for line in _told(plan, to, pushed=push):
        typer.echo(line)


def _told(plan: Plan, to: str, *, pushed: bool) -> list[str]:
    clone = f"Next: {clone_command(to, plan.edition)}"
    if not plan.new:
        return [f"Edition {plan.edition} is in {to} already, the same to the last ref.", clone]
    kinds = "its own names and the plain ones" if plan.plain else "its own names"
    refs = f"{len(plan.new)} refs of edition {plan.edition} ({kinds})"
    if pushed:
        return [f"{refs} were pushed to {to}.", clone]
    listed = [f"{sha} {ref}" for ref, sha in plan.new.items()]
    again = f"shopwright course publish --to {to} --edition {plan.edition} --push"
    return [*listed, f"{refs} would be pushed to {to}; nothing was.", f"Next: {again}"]


def preview(
    name: Annotated[str, typer.Argument(metavar="STEP")],
    file: Annotated[list[str] | None, typer.Option(help="Only this file of the store; repeatable.")] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Count lines by file instead.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write the store as it is at the step to this folder instead.")
    ] = None,
    root: Root = KIT,
) -> None:
    """Show the diff that a step makes with the template as it is now; or write the step's store to a folder.

    Example: `shopwright course preview products.publish --stat`
    """
    course, template = opened(root)
    step = course.step(name)
    if out is not None:
        count = write_step(template.tree(course, step), out)
        typer.echo(f"{count} files of {step.name} in {out}.\nNext: make -C {out} install")
        return
    options = [f"--color={'always' if sys.stdout.isatty() else 'never'}", *(["--stat"] if stat else [])]
    typer.echo(diff_of_step(course, template, step, file or [], options))
    typer.echo(f"Next: shopwright course verify --only {step.name}")


def edit(
    where: Annotated[str, typer.Argument(metavar="FILE[:LINE]", help="A file of the template.")],
    root: Root = KIT,
) -> None:
    """Say what a change of a file, or of a line, reaches: steps, gates, lessons, tests; and what to run then.

    The file is named by its path in the store or on the disk; lines are those of the template's file.

    Example: `shopwright course edit shop/core/money.py:20`
    """
    course, template = opened(root)
    with Console(stderr=True).status("Rendering the template …"):
        placed = find_place(course, template, where)
    for title, lines in _facts(course, placed):
        for line in lines:
            typer.echo(f"{title:<10} {line}".rstrip())
            title = ""  # noqa: PLW2901 - said once
    typer.echo("\nEdit the line, then run, the narrowest first:" if placed.line else "\nEdit, then run:")
    for command in _commands(course, placed):
        typer.echo(f"  {command}")


def _facts(course: Course, placed: Placed) -> Iterator[tuple[str, list[str]]]:
    at = f":{placed.line}" if placed.line else ""
    yield "Place", [f"{_short(course, placed.source.file)}{at}", *([placed.text] if placed.text else [])]
    yield "Comes in", [_told_step(course, placed.begin)]
    if placed.end:
        yield "Goes in", [_told_step(course, placed.end)]
    gates = [f"lines {gate.first} to {gate.last}: {gate.condition}" for gate in placed.gates]
    yield ("Gate" if placed.line else "Gates"), gates or ["none: it stands there from the file's first step"]
    if placed.first != placed.begin:
        yield "File since", [_told_step(course, placed.first)]
    yield (
        "Changes in",
        textwrap.wrap(", ".join(step.name for step in _later(placed)), 90) or ["no later step"],
    )
    total = len(course.steps)
    reached = (placed.end.number if placed.end else total + 1) - placed.begin.number
    yield (
        "Rewrites",
        [f"{reached} of {total} commits hold it, and all from the first of them on get new SHAs"],
    )
    quotes = [_told_quote(course, quote) for quote in placed.quotes] or ["no page but those of its steps"]
    more = f"{_many(len(placed.elsewhere), 'other place shows', 'other places show')} other parts of the file"
    yield "Shown by", [*quotes, *([more] if placed.elsewhere else [])]
    if placed.exercises:
        yield "Exercises", [_short(course, folder) for folder in placed.exercises]
    yield "Tests", list(placed.tests) or ["all: nothing nearer is known"]


def _told_step(course: Course, step: Step) -> str:
    return f"{step.name} (step {step.number}, {course.chapter(step.chapter).label}): {step.commit}"


def _later(placed: Placed) -> list[Step]:
    return [step for step in placed.changed if step.number > placed.begin.number]


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _told_quote(course: Course, quote: Quote) -> str:
    return f"{_short(course, quote.file)}:{quote.directive.line} {quote.text}"


def _commands(course: Course, placed: Placed) -> Iterator[str]:
    """Yield what proves a change, the narrowest first."""
    yield f"shopwright course preview {placed.begin.name} --file {placed.source.path}"
    later = _later(placed)
    # Where the file changes often, its last form stands for all; `make test` looks at the others.
    wanted = [placed.begin, *(later if len(later) <= _FEW else later[-1:])]
    for step in wanted:
        yield f"shopwright course verify --only {step.name}"
    pages = [quote.file for quote in (*placed.quotes, *placed.elsewhere)]
    told = [
        chapter.slug
        for chapter in course.chapters
        if chapter.slug == placed.begin.chapter or chapter.lesson in pages
    ]
    yield f"shopwright course replay {' '.join(f'--only {slug}' for slug in told)}"
    tried = [
        chapter.slug
        for chapter in course.chapters
        if any(folder.is_relative_to(chapter.folder) for folder in placed.exercises)
    ]
    if tried:
        yield f"shopwright course exercises {' '.join(f'--only {slug}' for slug in tried)}"
    yield "make lint"
    yield "make test"


def _short(course: Course, file: Path) -> str:
    file, root = file.resolve(), course.root.resolve()
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)
