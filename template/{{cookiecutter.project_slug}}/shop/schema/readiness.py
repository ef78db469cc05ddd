"""Whether this code may be sent work: not before its migrations have run."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

known: set[str] = set()


def ask_migrations() -> None:
    """Look whether all migrations that this code knows have run. Once they have, nobody asks again.

    Migrations that this code does not know are no trouble: they are those of the next release, which may be
    running beside this one, or may have been taken back.

    Raises:
        LookupError: some have not.
    """
    if "applied" in known:
        return
    loader = MigrationExecutor(connection).loader
    missing = set(loader.disk_migrations) - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        raise LookupError(f"{len(missing)} migrations have not run.")
    known.add("applied")
