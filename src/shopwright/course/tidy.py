"""Tidy the Python files that grow over several steps: no import that a step does not use yet, and formatted.

So imports need no gates of their own. One pair of ruff processes does all variants of all files.
"""

import ast
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruff import find_ruff_bin

from shopwright.course.tree import Blob, Tree
from shopwright.errors import Problem

CONFIGS = ("pyproject.toml", "ruff.toml", ".ruff.toml")
CHECK = ["check", "--fix-only", "--select=F401,I", "--config=lint.isort.split-on-trailing-comma=false"]


@dataclass(frozen=True)
class Variant:
    """What a file looks like from one step on, before it is tidied."""

    path: str
    step: str
    blob: Blob


def tidy(variants: Sequence[Variant], last: Tree) -> Mapping[tuple[str, Blob], Blob]:
    """Remove unused imports, sort the rest and format.

    Args:
        variants: what to tidy; equal ones are done once.
        last: the whole store; its ruff settings and its packages decide line length and the order of imports.

    Returns:
        The tidied file for each pair of path and untidied file.

    Raises:
        Problem: a variant is not Python; it names the file and the step.
    """
    distinct = {(variant.path, variant.blob): variant for variant in variants}
    if not distinct:
        return {}
    with tempfile.TemporaryDirectory(prefix="shopwright-tidy-") as name:
        folder = Path(name).resolve()
        places = {key: folder / f"{index}" / key[0] for index, key in enumerate(distinct)}
        for index, (key, place) in enumerate(places.items()):
            _furnish(folder / f"{index}", last)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(key[1].data)
        for arguments in ([*CHECK, _first_party(last)], ["format"]):
            command = [find_ruff_bin(), *arguments, "--no-cache", "--quiet", *map(str, places.values())]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                raise _problem(distinct.values(), done.stdout + done.stderr)
        return {key: Blob(place.read_bytes(), key[1].executable) for key, place in places.items()}


def _furnish(home: Path, last: Tree) -> None:
    """Give a folder the store's settings."""
    home.mkdir()
    for config in CONFIGS:
        if config in last:
            (home / config).write_bytes(last[config].data)


def _first_party(last: Tree) -> str:
    """Return the setting that names the store's own packages.

    Ruff finds out by looking for the imported file, and here a variant stands alone.
    """
    names = {path.partition("/")[0].removesuffix(".py") for path in last if path.endswith(".py")}
    return f"--config=lint.isort.known-first-party={json.dumps(sorted(names))}"


def _problem(variants: Iterable[Variant], output: str) -> Problem:
    for variant in variants:
        try:
            ast.parse(variant.blob.data)
        except SyntaxError as error:
            return Problem(
                f"{variant.path} at step {variant.step} is not Python.",
                found=f"{error.msg}, in line {error.lineno} of what its gates leave there.",
                do="look at the file's gates: at each step a whole Python file must remain.",
            )
    return Problem(
        "ruff could not tidy the files with gates.", found=output.strip(), do="mend what it names."
    )
