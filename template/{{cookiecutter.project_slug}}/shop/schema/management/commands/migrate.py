"""`manage.py migrate`, as Django has it, and among shoppers: it gives way, and one does it at a time."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from shop.schema.careful import careful, in_turn, patiently
from shop.schema.errors import SchemaError


class Command(migrate.Command):
    """Changes tables in the way that `config/settings/migrations.py` says."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, or say what is in the way."""
        if options["check_unapplied"] or options["plan"]:
            super().handle(*args, **options)
            return
        try:
            with in_turn(self.tell), careful():
                patiently(lambda: self.once(*args, **options), self.tell)
        except SchemaError as refusal:
            raise CommandError(str(refusal)) from refusal

    def once(self, *args: Any, **options: Any) -> None:
        """Run what has not run yet. What a try before this one has ended is not done again."""
        super().handle(*args, **options)

    def tell(self, line: str) -> None:
        """Say why nothing happens for the moment."""
        self.stdout.write(line)
