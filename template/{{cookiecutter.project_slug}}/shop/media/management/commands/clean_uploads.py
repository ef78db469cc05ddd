"""Remove uploaded files that no row speaks of: `manage.py clean_uploads --dry-run` says which."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from shop.core import clock
from shop.media.orphans import orphans


class Command(BaseCommand):
    """Meant to run once a night. Whatever it removes can be made again, or was never seen."""

    help = "Remove uploaded files that no row speaks of."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be removed, remove nothing"
        )
        parser.add_argument("--hours", type=int, default=24, help="leave younger files alone (24)")

    def handle(self, *args: Any, dry_run: bool, hours: int, verbosity: int, **options: Any) -> None:
        """Go through the files, remove what is not known, say how much it was."""
        count = size = 0
        for name in orphans(before=clock.now() - timedelta(hours=hours)):
            count += 1
            size += default_storage.size(name)
            if verbosity > 1 or dry_run:
                self.stdout.write(name)
            if not dry_run:
                default_storage.delete(name)
        verb = "Would remove" if dry_run else "Removed"
        if verbosity > 0:
            self.stdout.write(f"{verb} {count} files without a row, {size / 1024:.0f} KB.")
