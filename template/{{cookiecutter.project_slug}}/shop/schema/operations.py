"""Operations of migrations that lock nobody out, and that can be run again wherever they were ended.

An index is the only operation of its migration, which has `atomic = False`. If it dies half-way, `migrate` is
run again: what it left behind is found here, and cleared away.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import IntegrityError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from shop.schema.careful import limits
from shop.schema.errors import SchemaError

Editor = BaseDatabaseSchemaEditor
VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"


class AddIndexOnline(AddIndexConcurrently):
    """Build an index while the table is written to, however long that takes.

    Building one concurrently waits for every transaction that is older than it. That wait holds up nobody, so
    it has no limit. If it is ended, an index is left that is written to and never read.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        """Build it; if a half-built one lies there, away with that first; if it is there, all is done."""
        with unhurried(schema_editor, "lock_timeout", "statement_timeout"):
            found = None if schema_editor.collect_sql else is_valid(schema_editor, self.index.name)
            if found is False:
                name = schema_editor.quote_name(self.index.name)
                schema_editor.execute(f"DROP INDEX CONCURRENTLY {name}")
            if not found:
                super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        """Drop it, as patiently."""
        with unhurried(schema_editor, "lock_timeout", "statement_timeout"):
            super().database_backwards(app_label, schema_editor, *states)


class ValidateConstraintOnline(ValidateConstraint):
    """Look whether all rows keep a constraint, while they are read and written, however long that takes."""

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        """Read the table once.

        Raises:
            SchemaError: some rows do not keep it.
        """
        try:
            with unhurried(schema_editor, "statement_timeout"):
                super().database_forwards(app_label, schema_editor, *states)
        except IntegrityError as error:
            raise SchemaError(
                f"`{self.name}` was not validated. Nothing has changed.",
                found=f"rows that do not keep it: {str(error).splitlines()[0]}",
                do="fill them (`manage.py backfill` says how far that is), then `manage.py migrate` again.",
            ) from error


def is_valid(editor: Editor, index: str) -> bool | None:
    """Whether an index is ready to be read; none, if there is no such index."""
    with editor.connection.cursor() as cursor:
        cursor.execute(VALID, [editor.quote_name(index)])
        row = cursor.fetchone()
    return None if row is None else bool(row[0])


@contextmanager
def unhurried(editor: Editor, *names: str) -> Iterator[None]:
    """Lift limits inside a `with` block: in a transaction until its end, else until the block's."""
    inside = editor.connection.in_atomic_block
    for name in names:
        editor.execute(f"SET {'LOCAL ' if inside else ''}{name} = 0")
    try:
        yield
    finally:
        if not inside:
            for name in names:
                editor.execute(f"SET {name} = '{limits()[name]}'")
