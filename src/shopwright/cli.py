"""The `shopwright` command: translate words on a command line into calls, and problems into sentences."""

import sys

import typer

from shopwright.course.commands import app as course
from shopwright.demo import demo
from shopwright.errors import Problem
from shopwright.learn.commands import app as learn
from shopwright.site.commands import app as site
from shopwright.teach.commands import app as teach

app = typer.Typer(no_args_is_help=True, help=__doc__, rich_markup_mode="markdown")
app.add_typer(course, name="course")
app.add_typer(site, name="site")
app.add_typer(learn, name="learn")
app.add_typer(teach, name="teach")
app.command()(demo)


def main() -> None:
    """Run the command; a `Problem` becomes its three sentences on standard error and exit code 1."""
    try:
        app()
    except Problem as problem:
        typer.secho(str(problem), err=True, fg=typer.colors.RED)
        sys.exit(1)
