"""Migrations of a test's own, which run after those of the shop and are cleared away with it."""

import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from itertools import count
from pathlib import Path
from textwrap import dedent, indent

from django.apps import apps
from django.db import connection

HEAD = """
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models
from django.db.models import Q
"""
THING = """
migrations.CreateModel("Thing", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=40)),
    ("size", models.IntegerField(default=0)),
]),
"""
number = count(1)


class Scratch:
    """A package of migrations for the app `schema`: the shop's own, and after them those of a test.

    Args:
        folder: where the package is written; Python finds it there.
    """

    def __init__(self, folder: Path) -> None:
        self.package = f"scratch_{next(number)}"
        self.folder = folder / self.package
        self.folder.mkdir()
        (self.folder / "__init__.py").touch()
        own = Path(apps.get_app_config("schema").path, "migrations")
        for file in sorted(own.glob("0*.py")):
            (self.folder / file.name).write_text(file.read_text())

    def write(self, name: str, operations: str, *, head: str = "", body: str = "") -> Path:
        """Write a migration that follows the last one.

        Args:
            name: with its number: 9001_thing.
            operations: what stands in its list.
            head: more lines at the top of the file.
            body: more lines of the class.
        """
        before = max((file.stem for file in self.folder.glob("[0-9]*.py")), default="")
        follows = f'("schema", "{before}")' if before else ""
        file = self.folder / f"{name}.py"
        file.write_text(
            f"{HEAD}{head}\n\nclass Migration(migrations.Migration):\n"
            f"    initial = {not before}\n    dependencies = [{follows}]\n{indent(dedent(body), ' ' * 4)}\n"
            f"    operations = [\n{indent(dedent(operations).strip(), ' ' * 8)}\n    ]\n"
        )
        invalidate_caches()
        return file

    def clear(self) -> None:
        """Take away what the migrations have made."""
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS schema_thing CASCADE")
            cursor.execute("DELETE FROM django_migrations WHERE app = 'schema' AND name LIKE '9%'")

    def forget(self) -> None:
        """Let Python know nothing of them any more."""
        for name in [name for name in sys.modules if name.startswith(self.package)]:
            del sys.modules[name]


def applied() -> set[str]:
    """Which of a test's own migrations have run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'schema' AND name LIKE '9%'")
        return {name for (name,) in cursor.fetchall()}


def opened(folder: Path) -> Iterator[Scratch]:
    """A package of migrations, as a fixture has it."""
    sys.path.insert(0, str(folder))
    scratch = Scratch(folder)
    import_module(scratch.package)
    yield scratch
    scratch.forget()
    sys.path.remove(str(folder))
