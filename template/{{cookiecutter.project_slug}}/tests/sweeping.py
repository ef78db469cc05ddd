"""Ask the sweeper of invariants, and read what it says."""

from collections.abc import Callable
from io import StringIO

from django.core.management import CommandError, call_command


def sweeper(*names: str) -> Callable[..., str]:
    """A function that asks `check_invariants` for these, with further arguments if there are any."""

    def swept(*arguments: str) -> str:
        """What it says, whether it is content or not."""
        out = StringIO()
        try:
            call_command("check_invariants", *names, *arguments, stdout=out)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    return swept
