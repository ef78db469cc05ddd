"""Where the commands find the course."""

from pathlib import Path
from typing import Annotated

import typer

from shopwright.course.manifest import Course, load_course
from shopwright.course.template import Template


def _kit() -> Path:
    """Return the folder with chapters/ and template/: the checkout's, or that inside an installed wheel."""
    checkout = Path(__file__).resolve().parents[3]
    inside = Path(__file__).resolve().parents[1] / "kit"
    return inside if inside.is_dir() and not (checkout / "chapters").is_dir() else checkout


KIT = _kit()
Root = Annotated[
    Path, typer.Option("--root", help="The folder that holds chapters/ and template/.", show_default=False)
]


def opened(root: Path) -> tuple[Course, Template]:
    """Return the course and the template below a folder."""
    return load_course(root), Template(root / "template")
