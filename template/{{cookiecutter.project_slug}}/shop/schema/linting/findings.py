"""Something that was found in a migration, and where it stands in its file."""

import ast
import inspect
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.migrations import Migration

ROOT = Path(__file__).resolve().parents[3]
RECIPES = Path(__file__).parent / "recipes.toml"


@dataclass(frozen=True)
class Finding:
    """What is wrong with one operation.

    Attributes:
        operation: its place in the migration's list, from 0 on.
        why: what would happen.
        place: the file, and the line on which it begins.
    """

    rule: str
    operation: int
    why: str = ""
    place: str = ""

    @property
    def reason(self) -> str:
        """What would happen, as the rule has it or as our recipes do."""
        return recipes().get(self.rule, {}).get("why") or self.why

    @property
    def recipe(self) -> str:
        """How the same is done safely."""
        return recipes().get(self.rule, {}).get("do", "see https://squawkhq.com/docs/" + self.rule)


@cache
def recipes() -> dict[str, dict[str, str]]:
    """What each rule is for, and what to do instead."""
    return tomllib.loads(RECIPES.read_text("utf-8"))


def file_of(migration: Migration) -> Path:
    """Where a migration is written."""
    return Path(inspect.getfile(type(migration)))


def place_of(migration: Migration, operation: int) -> str:
    """Where an operation stands: the file below the store's folder, and the line."""
    file, lines = file_of(migration), lines_of(migration)
    if file.is_relative_to(ROOT):
        file = file.relative_to(ROOT)
    return f"{file}:{lines[operation] if operation < len(lines) else 1}"


def lines_of(migration: Migration) -> list[int]:
    """The line on which each operation begins."""
    source = inspect.getsource(sys.modules[type(migration).__module__])
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if names == ["operations"]:
                return [element.lineno for element in node.value.elts]
    return []
