"""Refuse migrations that would hold up the shop: `make migrations`."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from shop.schema.errors import SchemaError
from shop.schema.linting import lint
from shop.schema.linting.choosing import named, not_on, since_the_shop_opened
from shop.schema.linting.findings import Finding


class Command(BaseCommand):
    """Reads only."""

    help = (
        "Refuse migrations that would hold up the shop, or break the release that still runs. Ends with 1 if "
        "there is one. Example: python manage.py lint_migrations orders.0006_email_key"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("name", nargs="*", help="judge these alone: app.0001_name")
        parser.add_argument("--all", action="store_true", help="judge all since the shop opened, one by one")
        parser.add_argument("--base", default="main", help="judge what this branch does not have (main)")

    def handle(self, *args: Any, name: list[str], **options: Any) -> None:
        """Say what is wrong where, why, and how to do it."""
        loader = MigrationLoader(connection)
        try:
            # All of them were releases of their own; those of a branch are released together.
            releases = (
                [[one] for one in since_the_shop_opened(loader)]
                if options["all"]
                else [named(loader, name) if name else not_on(options["base"], loader)]
            )
            wrong = sum(self.told(lint(loader, release)) for release in releases)
        except SchemaError as refusal:
            raise CommandError(str(refusal)) from refusal
        if wrong:
            raise CommandError(f"{wrong} found. Nothing was changed.")
        judged = sum(len(release) for release in releases)
        self.stdout.write(f"{judged} migrations, and none that holds up the shop.")

    def told(self, findings: Iterable[Finding]) -> int:
        """Say each finding, and how many there were."""
        found = list(findings)
        for one in found:
            self.stdout.write(f"{one.place}: {one.rule}\n  Why: {one.reason}\n  Do: {one.recipe}")
        return len(found)
