"""Where the commands find the course."""

from pathlib import Path
from typing import Annotated

import typer

from shopwright.course.manifest import Course, load_course
from shopwright.course.template import Template

KIT = Path(__file__).resolve().parents[3]
Root = Annotated[
    Path, typer.Option("--root", help="The folder that holds chapters/ and template/.", show_default=False)
]


def opened(root: Path) -> tuple[Course, Template]:
    """Return the course and the template below a folder."""
    return load_course(root), Template(root / "template")
