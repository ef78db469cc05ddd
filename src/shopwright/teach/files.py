"""Write what an instructor asked for: whole or not at all, and never over somebody's own file."""

import tempfile
from pathlib import Path

from shopwright.errors import Problem


def refuse_to_overwrite(file: Path, *, force: bool) -> None:
    """Refuse a file that is there, unless it may be replaced."""
    if file.is_dir() or (file.exists() and not force):
        raise Problem(
            f"{file} was not written.",
            found="a folder of that name." if file.is_dir() else "a file of that name.",
            do="name another one." if file.is_dir() else "name another one, or replace it with `--force`.",
        )


def write_whole(file: Path, text: str, *, force: bool = False) -> None:
    """Write a text file; who reads it meanwhile finds the old one or the new one.

    Raises:
        Problem: there is such a file, and it may not be replaced.
    """
    refuse_to_overwrite(file, force=force)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=file.parent, prefix=f".{file.name}-", delete=False
    ) as scratch:
        scratch.write(text)
    place = Path(scratch.name)
    place.chmod(0o644)
    place.replace(file)
