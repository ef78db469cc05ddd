"""What PostgreSQL gets to hear of a migration, and which operation says it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from shop.schema.careful import limits


@dataclass(frozen=True)
class Statements:
    """The SQL of one migration.

    Attributes:
        lines: the SQL, as `manage.py sqlmigrate` has it, after what `manage.py migrate` says before it.
        owners: for each line, the place of its operation in the migration's list.
    """

    lines: list[str]
    owners: list[int]

    @property
    def sql(self) -> str:
        """All of it."""
        return "\n".join(self.lines)


def statements_of(migration: Migration, loader: MigrationLoader) -> Statements:
    """Have Django write a migration's SQL, and look which operation each line comes from."""
    before = [f"SET {name} = '{limit}';" for name, limit in limits().items()]
    before += ["BEGIN;"] if migration.atomic else []
    written = list(owned(loader.collect_sql([(migration, False)])))
    after = ["COMMIT;"] if migration.atomic else []
    owners = [0] * len(before) + [owner for owner, _ in written] + [0] * len(after)
    return Statements([*before, *(line for _, line in written), *after], owners)


def owned(collected: list[str]) -> Iterator[tuple[int, str]]:
    """Each line with its operation. Django begins each operation with three lines of comment."""
    owner, place = -1, 0
    while place < len(collected):
        begins = collected[place] == "--" and collected[place + 2 : place + 3] == ["--"]
        owner += begins
        for text in collected[place : place + (3 if begins else 1)]:
            yield from ((max(owner, 0), line) for line in text.splitlines() or [""])
        place += 3 if begins else 1
