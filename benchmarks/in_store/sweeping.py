"""What the store's sweeper of invariants says after a drill."""

import sys
from io import StringIO

from django.core.management import CommandError, call_command


def drifted() -> int:
    """How many invariants do not hold."""
    said = StringIO()
    try:
        call_command("check_invariants", stdout=said)
    except CommandError:
        print(said.getvalue(), file=sys.stderr)
    return said.getvalue().count(" drifted. ")
