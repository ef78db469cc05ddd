"""`shopwright course …`: words on a command line become calls of the engine, and results become lines."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from shopwright.course.authoring import edit, preview, publish
from shopwright.course.history import build as build_history
from shopwright.course.history import message
from shopwright.course.lint import lint as lint_course
from shopwright.course.lint import summary
from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT, Root, opened
from shopwright.course.tree import changes
from shopwright.course.trials import exercises, replay, verify

ABOUT = "Build, check and look at the course."
app = typer.Typer(no_args_is_help=True, help=ABOUT, rich_markup_mode="markdown")

MARKS = {"added": "+", "modified": "~", "deleted": "-"}


@app.command()
def build(
    out: Annotated[Path, typer.Option(help="Where the repository goes.")] = Path("build/course"),
    root: Root = KIT,
) -> None:
    """Write the course as a git repository: one commit a step.

    Example: `shopwright course build --out build/course`
    """
    course, template = opened(root)
    with Console(stderr=True).status("Rendering the template and writing the history …"):
        built = build_history(course, template, out)
    typer.echo(f"{built.commits} commits and {built.tags} tags in {out}, main at {built.head}.")
    typer.echo(f"Next: git -C {out} log --reverse --oneline")


@app.command("list")
def list_steps(root: Root = KIT) -> None:
    """Show the chapters and their steps.

    Example: `shopwright course list`
    """
    course = load_course(root)
    table = Table("no", "step", "commit", box=None, header_style="bold")
    for chapter in course.chapters:
        table.add_section()
        minutes = f", {chapter.minutes.read + chapter.minutes.do} minutes" if chapter.minutes else ""
        head = f"[bold]{chapter.number:02d}", f"[bold]{chapter.slug}", f"[bold]{chapter.title}[/]{minutes}"
        table.add_row(*head)
        for step in chapter.steps:
            table.add_row(f"{step.number}", step.name, step.commit)
    Console().print(table)
    typer.echo(f"{len(course.chapters)} chapters, {len(course.steps)} steps.")
    if course.steps:
        typer.echo(f"Next: shopwright course show {course.steps[-1].name}")


@app.command()
def show(name: Annotated[str, typer.Argument(metavar="STEP")], root: Root = KIT) -> None:
    """Show a step: its commit message and the files that it changes.

    Example: `shopwright course show products.publish`
    """
    course, template = opened(root)
    step = course.step(name)
    trees = template.trees(course)
    typer.echo(f"{message(step)}\n")
    for change in changes(trees[step.number - 1], trees[step.number]):
        typer.echo(f"{MARKS[change.kind]} {change.path}")
    typer.echo(f"Next: git -C build/course show {step.name}")


@app.command()
def lint(root: Root = KIT) -> None:
    """Say what the course still lacks, and how much of the template is gates.

    Example: `shopwright course lint`
    """
    report = lint_course(*opened(root))
    for finding in report.findings:
        typer.echo(finding)
    for line in summary(report):
        typer.echo(line)
    if report.findings:
        raise typer.Exit(1)


for command in (verify, replay, exercises, preview, edit, publish):
    app.command()(command)
