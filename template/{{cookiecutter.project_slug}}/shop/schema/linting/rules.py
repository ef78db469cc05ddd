"""What SQL does not show: what a migration does in Python, and what the code that still runs makes of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db.migrations import AddField, Migration, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, ManyToManyField

from shop.schema.linting.findings import Finding

WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Released:
    """What is there before a migration.

    Attributes:
        new: tables that nobody uses yet, though they are there.
    """

    state: ProjectState
    new: set[str]

    def is_used(self, app: str, model: str) -> bool:
        """Whether a table may be in use."""
        known = self.state.models.get((app, model.lower()))
        return (
            known is not None and (known.options.get("db_table") or f"{app}_{model.lower()}") not in self.new
        )


Rule = Callable[[Migration, Released], Iterator[Finding]]


def broken(migration: Migration, released: Released) -> Iterator[Finding]:
    """Ask all rules."""
    for rule in RULES:
        yield from rule(migration, released)


def writes(operation: Operation) -> bool:
    """Whether an operation changes rows, and not the table. Of Python, nobody can know, so it does."""
    if isinstance(operation, RunSQL):
        return isinstance(operation.sql, str) and bool(WRITES.search(operation.sql))
    return isinstance(operation, RunPython)


def data_and_schema(migration: Migration, released: Released) -> Iterator[Finding]:
    """Rows that are changed under the lock that a change of the table needs."""
    changing = [place for place, one in enumerate(migration.operations) if writes(one)]
    if changing and len(changing) < len(migration.operations):
        yield Finding("data-and-schema", changing[0])


def all_at_once(migration: Migration, released: Released) -> Iterator[Finding]:
    """Rows that are changed in one transaction, however many there are."""
    for place, one in enumerate(migration.operations):
        if writes(one):
            yield Finding("all-at-once", place)


def no_way_back(migration: Migration, released: Released) -> Iterator[Finding]:
    """What cannot be undone."""
    for place, one in enumerate(migration.operations):
        if isinstance(one, RunPython | RunSQL) and not one.reversible:
            yield Finding("no-way-back", place)


def unknown_to_old_code(migration: Migration, released: Released) -> Iterator[Finding]:
    """A column that must have a value, which the code that still runs does not write.

    Django adds it with a default and takes the default away at once, so to PostgreSQL all looks well.
    """
    for place, one in enumerate(migration.operations):
        if not isinstance(one, AddField) or not released.is_used(migration.app_label, one.model_name):
            continue
        field = one.field
        required = not (field.null or field.generated or isinstance(field, ManyToManyField))
        if required and field.db_default is NOT_PROVIDED:
            yield Finding("unknown-to-old-code", place)


def concurrently_in_a_transaction(migration: Migration, released: Released) -> Iterator[Finding]:
    """What PostgreSQL refuses to do in a transaction."""
    for place, one in enumerate(migration.operations):
        if migration.atomic and isinstance(one, AddIndexConcurrently | RemoveIndexConcurrently):
            yield Finding("concurrently-in-a-transaction", place)


def not_alone(migration: Migration, released: Released) -> Iterator[Finding]:
    """Several steps without a transaction around them: who dies between two has half a migration."""
    if not migration.atomic and len(migration.operations) > 1:
        yield Finding("not-alone", 1)


RULES: list[Rule] = [
    data_and_schema,
    all_at_once,
    no_way_back,
    unknown_to_old_code,
    concurrently_in_a_transaction,
    not_alone,
]
