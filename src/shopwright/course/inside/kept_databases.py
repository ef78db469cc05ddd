"""Let the tests of many steps begin with a copy of a migrated database. This runs inside the store's pytest.

To bring an empty database through all migrations takes longer than the tests of most steps. So whoever does
it first keeps the result as a template of PostgreSQL's, and who has the same migrations gets a copy. On it,
Django migrates as always, finds nothing to do, and tells the apps of their models. Templates end with their
server; on a learner's, which stays, `SHOPWRIGHT_KEEPS_ONE` lets a new one take the place of those before it.
"""

import hashlib
import inspect
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Iterator[None]:
    """Stand around the fixture with which pytest-django makes the test database."""
    # The kit itself has no Django.
    database = import_module("django.db") if fixturedef.argname == "django_db_setup" else None
    if database is None or database.connection.vendor != "postgresql":
        return (yield)
    connection, blocker = database.connection, request.getfixturevalue("django_db_blocker")
    template = f"migrated_{_migrations()}"
    with blocker.unblock(), connection._nodb_cursor() as cursor:  # noqa: SLF001 - Django's own way in
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [template])
        kept = cursor.fetchone()[0] > 0
    if kept:
        connection.settings_dict["TEST"]["TEMPLATE"] = template
    result = yield
    if not kept:
        connection.close()  # nobody may be in a database that is copied
        made = connection.settings_dict["NAME"]
        # Another step may have been quicker.
        with blocker.unblock(), suppress(database.Error), connection._nodb_cursor() as cursor:  # noqa: SLF001
            cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{made}"')
            if os.environ.get("SHOPWRIGHT_KEEPS_ONE"):
                _drop_others(cursor, template)
    return result


def _drop_others(cursor: Any, template: str) -> None:  # noqa: ANN401 - Django's cursor, and there is no Django
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'migrated\\_%%' AND datname <> %s", [template]
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _migrations() -> str:
    """Return a name for the content of all migrations, Django's own too."""
    loader = import_module("django.db.migrations.loader").MigrationLoader(None, ignore_no_migrations=True)
    total = hashlib.sha256()
    for key, migration in sorted(loader.disk_migrations.items()):
        total.update(f"{key}\0".encode())
        total.update(Path(inspect.getfile(type(migration))).read_bytes())
    return total.hexdigest()[:32]
