"""Which course a learner's copy follows: the version of the kit, and the SHA of the course's last commit."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from shopwright.course.template import JUNK


@dataclass(frozen=True)
class Edition:
    """A course that never changes again.

    Attributes:
        version: the version of the kit that wrote it.
        head: the last commit of the course.
    """

    version: str
    head: str

    @property
    def name(self) -> str:
        """How people call it."""
        return f"{self.version}-{self.head[:12]}"


def kit_version() -> str:
    """Return the version of this kit."""
    return version("shopwright")


@cache
def source_of(root: Path) -> str:
    """Return a name for what a course is made of; it is found faster than the course's last commit.

    Args:
        root: the folder that holds chapters/ and template/.
    """
    manifests = sorted((root / "chapters").glob("*/chapter.toml"))
    template = sorted(
        file
        for file in (root / "template").rglob("*")
        if file.is_file() and file.suffix != ".pyc" and not JUNK.intersection(file.relative_to(root).parts)
    )
    total = sha256()
    for file in (*manifests, *template):
        total.update(f"{file.relative_to(root).as_posix()}\0{file.stat().st_mode & 0o100}\0".encode())
        total.update(file.read_bytes() + b"\0")
    return total.hexdigest()[:16]
