"""The commands for those who write and publish the course."""

from typing import Annotated

import typer
from rich.console import Console

from shopwright.course.opening import KIT, Root, opened
from shopwright.course.publish import Plan, clone_command
from shopwright.course.publish import publish as publish_edition


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
