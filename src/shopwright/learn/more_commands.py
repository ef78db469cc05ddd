"""The commands of `shopwright learn` around the checks: the machine, watching, handing in, newer editions."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT, Root, opened
from shopwright.errors import Problem
from shopwright.learn.checking import HERE, Named, Where, checked, the_copy
from shopwright.learn.copy import find
from shopwright.learn.doctor import PORT, copy_at, look
from shopwright.learn.picture import Paint
from shopwright.learn.submitting import document
from shopwright.learn.tasks import find_exercise
from shopwright.learn.upgrading import Upgrade, prepare
from shopwright.learn.watching import watch as keep_watching


def doctor(
    port: Annotated[int, typer.Option(help="Where the shop will listen.")] = PORT,
    where: Where = HERE,
) -> None:
    """Look at this machine, and say what mends each thing that is not well. No network is used.

    Exit code 1 when something is missing that the course cannot do without.

    Example: `shopwright learn doctor`
    """
    paint = Paint.here()
    findings = list(look(where.resolve(), port=port))
    for finding in findings:
        bad = "needed" if finding.grave else "advice"
        mark = paint.bad(f"{bad:6}") if finding.fix else paint.good(f"{'ok':6}")
        typer.echo(f"{mark} {finding.about}: {finding.found}")
        if finding.fix:
            typer.echo(f"       Do: {finding.fix}")
    if any(finding.fix and finding.grave for finding in findings):
        typer.echo("Next: mend what is needed, and run this again.")
        raise typer.Exit(1)
    typer.echo(f"Next: shopwright learn {'list' if copy_at(where.resolve()) else 'start'}")


def watch(exercise: Named = None, where: Where = HERE, root: Root = KIT) -> None:
    """Check an exercise now and whenever you save a file, until Ctrl-C.

    Without a name it is the next exercise that is not solved.

    Example: `shopwright learn watch`
    """
    copy = the_copy(root, where)
    copy.refuse_course_branch()
    chosen = find_exercise(copy.course, exercise) if exercise else copy.next_exercise()

    def act(changed: tuple[str, ...]) -> None:
        if changed:
            more = f" and {len(changed) - 1} more" if changed[1:] else ""
            typer.echo(f"\n{'─' * 20} {changed[0]}{more} changed")
        try:
            checked(copy, chosen)
        except Problem as problem:
            # What cannot run now may run after the next save.
            typer.secho(str(problem), err=True, fg=typer.colors.RED)
        typer.echo("Watching; Ctrl-C ends it.")

    try:
        keep_watching(copy, act)
    except KeyboardInterrupt:
        typer.echo("\nEnded.")


def submit(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for a program.")] = False,
    named: Annotated[
        bool, typer.Option("--name", help="Put the name in that git knows; else nobody's.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="A file to write it to, instead of printing it.")] = None,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Write down what you did, to hand it in: edition, exercises, hints used, commit. No personal data.

    Example: `shopwright learn submit --json --out progress.json`
    """
    found = document(the_copy(root, where), named=named)
    solved = [one for one in found["exercises"] if one["solved"]]
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if not as_json and out is None:
        typer.echo(f"Edition {found['edition']['name']}, commit {found['commit'][:12]}.")
        for one in solved:
            hints = sum(len(task["hints"]) for task in one["tasks"])
            typer.echo(f"solved {one['exercise']} with {hints} hints")
        typer.echo(f"{len(solved)} of {len(found['exercises'])} exercises are solved.")
        typer.echo("Next: shopwright learn submit --json --out progress.json")
    elif out is None:
        typer.echo(text)
    else:
        draft = out.with_name(f".{out.name}.new")
        draft.write_text(f"{text}\n", "utf-8")
        draft.replace(out)
        typer.echo(f"{len(solved)} solved exercises in {out}. Next: hand it in.")


def upgrade(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    where: Where = HERE,
    root: Root = KIT,
) -> None:
    """Bring your copy to this program's edition of the course, after showing what changed.

    Your branch takes it by a merge. Where you and the edition changed the same lines, nothing is done, and
    you are told what to do.

    Example: `shopwright learn upgrade`
    """
    copy = find(load_course(root), where.resolve())
    with Console(stderr=True).status("Writing this program's edition …"):
        found = prepare(*opened(root), copy)
    try:
        _upgraded(found, yes=yes)
    finally:
        found.forget()


def _upgraded(found: Upgrade, *, yes: bool) -> None:
    if not found.is_needed:
        typer.echo(f"Your copy follows edition {found.new.name}, which is this program's.")
        return
    typer.echo(f"From edition {found.copy.edition.name} to {found.new.name}:")
    for changed in found.changed:
        typer.echo(f"  {changed}")
    if found.missing:
        typer.echo(f"  tags that are missing here: {', '.join(found.missing)}")
    if not (found.changed or found.missing):
        typer.echo("  no step is different.")
    if not yes:
        if not sys.stdin.isatty():
            typer.echo("Nothing was done. Next: shopwright learn upgrade --yes")
            return
        if not typer.confirm("Take it?"):
            typer.echo("Nothing was done.")
            return
    typer.echo(found.apply())
    typer.echo(f"Your copy follows edition {found.new.name} now. Next: shopwright learn check")
