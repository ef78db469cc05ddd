"""Make the rules that watch what the shop promises: `manage.py slo_rules --write`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.metrics.slo import RULES, rules


class Command(BaseCommand):
    """Prints them, unless it is told to write."""

    help = "Make rules/slo.yml of slo.toml. Example: python manage.py slo_rules --write"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--write", action="store_true", help="write the file")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        """Make them."""
        if write:
            RULES.write_text(rules(), encoding="utf-8")
            self.stdout.write(f"Wrote {RULES.name}.")
        else:
            self.stdout.write(rules(), ending="")
