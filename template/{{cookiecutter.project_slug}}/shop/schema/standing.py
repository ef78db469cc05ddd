"""What a change of the tables has left half-way, told in words, each with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from shop.schema.backfilling import fillings
from shop.schema.careful import NAME
from shop.schema.operations import AddIndexOnline, is_valid

INVALID = """
    SELECT indexrelid::regclass::text, indrelid::regclass::text FROM pg_index
    JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE NOT indisvalid AND nspname = current_schema() ORDER BY 1
"""
UNCHECKED = """
    SELECT conname, conrelid::regclass::text FROM pg_constraint
    WHERE NOT convalidated AND connamespace = current_schema()::regnamespace ORDER BY 1
"""
# An advisory lock's number is kept in two halves.
HOLDER = """
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32) | objid::bigint = hashtextextended(%s, 0) AND pid <> pg_backend_pid()
"""
COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
)
AGAIN = "`manage.py migrate` again: it clears that away and goes on."


@dataclass(frozen=True)
class Half:
    """Something that is neither as it was nor as it shall be.

    Attributes:
        hurts: whether something is worse than before. The rest is not finished, and may stay so for days.
    """

    what: str
    do: str
    hurts: bool = True


def halves() -> list[Half]:
    """All that is half-way. While somebody is at work, what they have not finished is no trouble."""
    if pids := [pid for (pid,) in asked(HOLDER, [NAME])]:
        what = f"Process {pids[0]} changes the tables right now."
        return [Half(what, "let it. If it belongs to nobody any more, end it.", hurts=False), *unfinished()]
    return [*half_built(), *built_and_not_noted(), *unfinished()]


def asked(sql: str, told: list[str] | None = None) -> list[tuple[str, ...]]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())


def half_built() -> Iterator[Half]:
    """Indexes that every write keeps up and no read uses."""
    for index, table in asked(INVALID):
        yield Half(f"The index {index} of {table} is half-built: written to, and never read.", AGAIN)


def built_and_not_noted() -> Iterator[Half]:
    """Indexes that are there, of migrations that did not come to say so."""
    executor = MigrationExecutor(connection)
    with connection.schema_editor() as editor:
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
            for one in migration.operations:
                if isinstance(one, AddIndexOnline) and is_valid(editor, one.index.name):
                    what = f"The index {one.index.name} is whole; {migration} did not come to note it."
                    yield Half(what, AGAIN, hurts=False)


def unfinished() -> Iterator[Half]:
    """What was begun, does its work, and waits for the next step."""
    for constraint, table in asked(UNCHECKED):
        what = f"The constraint {constraint} of {table} holds for new rows; old ones were not looked at."
        yield Half(what, "the backfill that it waits for, then `manage.py migrate`.", hurts=False)
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        what = f"{len(plan)} migrations have not run, first {plan[0][0]}."
        yield Half(what, "`manage.py migrate`, before this code gets work.", hurts=False)
    yield from unfilled()


def unfilled() -> Iterator[Half]:
    """Backfills that have rows left. One whose table does not have the column yet is not asked."""
    columns = {(table, column) for table, column in asked(COLUMNS)}
    for filling in fillings().values():
        table = filling.model._meta.db_table  # noqa: SLF001 - what Django calls it, everybody reads
        if {(table, field) for field in filling.fields} <= columns and (left := filling.left()):
            do = f"`manage.py backfill {filling.name}`."
            yield Half(f"{filling.name} has {left} rows left.", do, hurts=False)
