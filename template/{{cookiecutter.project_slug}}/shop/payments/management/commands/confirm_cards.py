"""Have banks confirm every card while somebody tries stolen ones: `manage.py confirm_cards on`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.payments.gateways.asking import ask_banks, asks_banks

SAYS = {
    True: "on   Every buyer is sent to their bank, where the bank can be asked.",
    False: "off  Banks decide by themselves whether they want to see a buyer.",
}


class Command(BaseCommand):
    """For the hours of an attack; the page is `runbooks/card-testing.md`."""

    help = (
        "Have banks confirm every card while somebody tries stolen ones. Without a word, says how it stands. "
        "All processes know within five seconds. Example: python manage.py confirm_cards on"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("state", nargs="?", choices=["on", "off"], help="`off` leaves it to the banks")

    def handle(self, *args: Any, state: str | None, **options: Any) -> None:
        """Throw the switch, and say how it stands."""
        if state:
            ask_banks(every=state == "on")
        self.stdout.write(SAYS[asks_banks()])
