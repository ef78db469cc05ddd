# {% if part("bundles") %}
"""Leave out parts of pages, or have them back: `manage.py dark bundles/contents.html`."""
# {% else %}
"""Leave out parts of pages, or have them back: `manage.py dark`."""
# {% endif %}

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.core.dark import darken, switches
from shop.core.slots import optional


class Command(BaseCommand):
    """For the minutes in which the shop has no time for what is nice to have."""

    help = (
        "Leave out parts of pages while there is no time for them. Without a name, says which there are; "
        # {% if part("bundles") %}
        "with `none`, all are back. Example: python manage.py dark bundles/contents.html"
        # {% else %}
        "with `none`, all are back."
        # {% endif %}
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("name", nargs="*", help="leave out these, and no others; `none` for none")

    def handle(self, *args: Any, name: list[str], **options: Any) -> None:
        """Throw the switch, and say how it stands."""
        known = optional()
        wanted = [] if name == ["none"] else name
        if unknown := sorted(set(wanted) - set(known)):
            raise CommandError(
                f"There is no such part.\nFound: {', '.join(unknown)}.\nExpected: some of {', '.join(known)}."
            )
        dark = darken(wanted) if name else switches.now()
        for part in known:
            self.stdout.write(f"{'dark ' if part in dark else 'shown'}  {part}")
