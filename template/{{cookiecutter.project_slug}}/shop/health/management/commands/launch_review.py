"""The launch readiness review, as far as a program can do it: `manage.py launch_review`."""

from typing import Any

from django.core.checks import WARNING
from django.core.management.base import BaseCommand

PEOPLE = "What no program can say, people do: runbooks/checklists/launch-review.md"


class Command(BaseCommand):
    """All checks, Django's and the shop's own, with those for deployment and those that ask the database."""

    help = (
        "Look whether this shop may open its doors. Ends with 1 if something is in the way. "
        "Example: python manage.py launch_review"
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is in the way, and what to do about each."""
        self.stdout.write(PEOPLE)
        self.check(
            databases=["default"],
            include_deployment_checks=True,
            display_num_errors=True,
            fail_level=WARNING,
        )
