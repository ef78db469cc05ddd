"""What of a migration would hold up a shop that sells, and how the same is done without that."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from shop.schema.linting.findings import Finding, place_of
from shop.schema.linting.judge import judged, tables_of
from shop.schema.linting.rules import Released, broken
from shop.schema.linting.statements import statements_of

ACCEPTED = "accepted"


def lint(loader: MigrationLoader, chosen: Iterable[Migration]) -> Iterator[Finding]:
    """Find what would hold up shoppers, or break the release that is still running.

    Args:
        chosen: the migrations that are not released yet. A table that one of them makes is used by nobody, so
            whatever they do to it is no trouble.
    """
    together = list(chosen)
    new = {table for migration in together for table in tables_of(migration, loader)}
    for migration in together:
        released = Released(loader.project_state((migration.app_label, migration.name), at_end=False), new)
        found = list(broken(migration, released))
        # Django itself refuses to write the SQL of a mistake that has been found already.
        if not any(one.rule == "concurrently-in-a-transaction" for one in found):
            found += judged(statements_of(migration, loader), new, connection.get_database_version()[0])
        yield from accepted(migration, found)


def accepted(migration: Migration, found: list[Finding]) -> Iterator[Finding]:
    """Leave out what the migration itself gives a reason for; a reason for nothing is a finding, too."""
    reasons: dict[str, str] = getattr(migration, ACCEPTED, {})
    idle = sorted(reasons.keys() - {one.rule for one in found})
    idly = [Finding("accepted-for-nothing", 0, f"`{rule}` is accepted here, and not found.") for rule in idle]
    for one in found + idly:
        if not reasons.get(one.rule, "").strip():
            yield replace(one, place=place_of(migration, one.operation))
