"""Look whether what must be true still is: `manage.py check_invariants --repair-plan` says what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.core.errors import ShopError
from shop.core.invariants import Drift, Invariant, invariants


class Command(BaseCommand):
    """Meant to run every hour. Reads only, unless it is told to repair."""

    help = (
        "Look whether what must be true across the shop's tables still is. Ends with 1 if something drifted "
        "and was not repaired. Example: python manage.py check_invariants --repair-plan"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("name", nargs="*", help="ask these alone; all, if none is named")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--repair-plan", action="store_true", help="say what would be repaired; do nothing"
        )
        doing.add_argument("--repair", action="store_true", help="repair what can be repaired")

    def handle(self, *args: Any, name: list[str], **options: Any) -> None:
        """Ask each invariant, and say what it found."""
        left = sum(self.swept(one, options) for one in chosen(name))
        if left:
            raise CommandError(f"{left} drifted.{advice(options)}")

    def swept(self, one: Invariant, options: dict[str, Any]) -> int:
        """Ask one invariant; gives how much of what drifted is left as it is."""
        drifts = list(one.check())
        if drifts or options["verbosity"] > 0:
            self.stdout.write(f"{one.name}: {f'{len(drifts)} drifted' if drifts else 'holds'}. {one.says}")
        return sum(not self.mended(drift, options) for drift in drifts)

    def mended(self, drift: Drift, options: dict[str, Any]) -> bool:
        """Say what drifted, repair it if that is wanted, and say whether it is repaired."""
        self.stdout.write(f"  {drift.what}\n    Likely: {drift.likely}")
        if options["repair_plan"]:
            self.stdout.write(f"    Repair: {drift.repair}")
        if not options["repair"] or drift.mend is None:
            return False
        try:
            drift.mend()
        except ShopError as refusal:
            self.stdout.write(f"    Not repaired: {refusal}")
            return False
        self.stdout.write(f"    Repaired: {drift.repair}")
        return True


def chosen(names: list[str]) -> list[Invariant]:
    """The invariants of these names, or all."""
    known = {one.name: one for one in invariants()}
    if unknown := [name for name in names if name not in known]:
        raise CommandError(
            f"There is no such invariant.\nFound: {unknown[0]}.\nDo: choose among {', '.join(known)}."
        )
    return [known[name] for name in names or known]


def advice(options: dict[str, Any]) -> str:
    """What to do next."""
    if options["repair"]:
        return " What was not repaired needs a person."
    if options["repair_plan"]:
        return " --repair does what the plan says."
    return " --repair-plan says what to do."
