"""Fill the shop for a demonstration: `python manage.py seed_catalog`."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class Command(BaseCommand):
    """Asks each app that has something to show to add it."""

    help = (
        "Fill the shop with Kiln and Cloth, a shop of ceramics and textiles. Run it as often as you like: "
        "it adds what is missing and changes nothing that is there. Example: python manage.py seed_catalog"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two options, for those who know what they do."""
        parser.add_argument("--force", action="store_true", help="fill a production shop too")
        labels = [label for label, _ in seeds()]
        parser.add_argument(
            "--without", nargs="+", default=[], choices=labels, metavar="APP", help="leave out: %(choices)s"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill all of the shop or nothing."""
        if settings.IN_PRODUCTION and not options["force"]:
            raise CommandError(
                "The demonstration shop is for development and tests.\n"
                "Found: SHOP_ENV=production.\n"
                "Do: set SHOP_ENV=development, or add --force if shoppers may see invented products."
            )
        with transaction.atomic():
            for label, seed in seeds():
                if label in options["without"]:
                    continue
                told = seed()
                if options["verbosity"] > 0:
                    self.stdout.write(f"{label}: {told}.")


def seeds() -> Iterator[tuple[str, Callable[[], str]]]:
    """The function `seed` of each app that has a module of that name, after those of the apps below it."""
    # INSTALLED_APPS begins with the outermost app.
    for config in reversed(list(apps.get_app_configs())):
        name = f"{config.name}.seed"
        if find_spec(name):
            yield config.label, import_module(name).seed
