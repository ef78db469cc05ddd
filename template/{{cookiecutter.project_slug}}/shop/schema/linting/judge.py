"""Squawk judges SQL: which statement locks whom out. It is a program from a wheel, and asks no network."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader

from shop.schema.errors import SchemaError
from shop.schema.linting.findings import Finding
from shop.schema.linting.statements import Statements

# Matters of taste, and such that Django decides; and two that our rule `unknown-to-old-code` says better.
# All others count, those of later versions too.
TASTE = [
    "adding-required-field",
    "ban-drop-default",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-robust-stmts",
    "prefer-text-field",
]
TABLE = re.compile(r'(?:ALTER TABLE|UPDATE|\bON)\s+(?:IF EXISTS\s+)?(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)


def judged(statements: Statements, new: set[str], version: int) -> list[Finding]:
    """What squawk finds, but in tables that nobody uses yet.

    Args:
        version: PostgreSQL's, the first number of it.

    Raises:
        SchemaError: there is no squawk, or it did not do its work.
    """
    return [
        Finding(said["rule_name"], statements.owners[said["line"]], why=" ".join(said["message"].split()))
        for said in asked(statements.sql, version)
        if not touches_only(new, statements.lines[said["line"]])
    ]


def asked(sql: str, version: int) -> list[dict[str, Any]]:
    """Ask it."""
    words = ["--reporter=json", f"--pg-version={version}.0", f"--exclude={','.join(TASTE)}"]
    done = subprocess.run([program(), *words], input=sql, capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError as error:
        raise SchemaError(
            "The SQL was not judged.", found=done.stderr.strip() or done.stdout, do="mend squawk's complaint."
        ) from error
    return found


def program() -> str:
    """Where squawk is.

    Raises:
        SchemaError: nowhere.
    """
    found = shutil.which("squawk", path=str(Path(sys.executable).parent)) or shutil.which("squawk")
    if found is None:
        raise SchemaError(
            "The migrations were not judged.",
            found="no squawk, which knows what PostgreSQL locks.",
            do="run `make install`: it is among what development needs.",
        )
    return found


def touches_only(new: set[str], line: str) -> bool:
    """Whether a statement is about a new table alone."""
    named = TABLE.search(line)
    return bool(named and named[1] in new)


def tables_of(migration: Migration, loader: MigrationLoader) -> Iterator[str]:
    """The tables that a migration makes."""
    state = loader.project_state((migration.app_label, migration.name))
    for one in migration.operations:
        if isinstance(one, CreateModel):
            model = state.apps.get_model(migration.app_label, one.name)
            yield model._meta.db_table  # noqa: SLF001 - what Django calls it, everybody reads
