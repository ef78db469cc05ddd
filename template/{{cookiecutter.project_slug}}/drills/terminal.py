"""Somebody at a terminal who types what a page says, and looks whether it prints what the page says."""

import subprocess
from dataclasses import dataclass, field
from time import monotonic, sleep

from drills.errors import DrillFailed
from drills.page import Runbook, Typed, fits
from drills.place import ROOT, Place
from drills.waiting import PATIENCE

LONGEST = 120  # seconds for one command
PAUSE = 0.5  # seconds between two tries of a command that is not yet true


@dataclass
class Terminal:
    """One terminal, in one drill.

    Attributes:
        variables: what was found before, by the name that the page gives it.
        printed: what each command printed last, by its section and itself.
        strict: whether the page must say what is printed; not while the page is being written.
    """

    place: Place
    variables: dict[str, str]
    strict: bool = True
    printed: dict[tuple[str, str], str] = field(default_factory=dict)

    def type(self, command: str) -> tuple[int, str]:
        """Type a command, as it stands; gives its exit code and all that it printed."""
        try:
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=ROOT,
                env={**self.place.variables(), **self.variables},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DrillFailed(f"`{command}` did not end within {LONGEST} s.") from error
        return done.returncode, done.stdout

    def holds(self, section: str, one: Typed, *, well: bool) -> bool:
        """Type a command; says whether it prints what the page says, and ends well if it has to."""
        code, printed = self.type(one.command)
        self.printed[section, one.command] = printed
        return (not well or code == 0) and (not self.strict or fits(one.prints, printed))

    def once(self, page: Runbook, section: str, *, well: bool = False) -> None:
        """Type a section's commands, each once.

        Raises:
            DrillFailed: one did not print what the page says, or ended badly where it must not.
        """
        for one in page.typed(section):
            if not self.holds(section, one, well=well):
                raise DrillFailed(self.complaint(page, section, one))

    def until(self, page: Runbook, section: str, *, well: bool = False) -> None:
        """Type each of a section's commands until it holds.

        Raises:
            DrillFailed: one never did.
        """
        for one in page.typed(section):
            end = monotonic() + PATIENCE
            while not self.holds(section, one, well=well):
                if monotonic() > end:
                    raise DrillFailed(self.complaint(page, section, one))
                sleep(PAUSE)

    def all_hold(self, page: Runbook, section: str) -> bool:
        """Whether all of a section's commands hold now."""
        return all(self.holds(section, one, well=True) for one in page.typed(section))

    def complaint(self, page: Runbook, section: str, one: Typed) -> str:
        """What a command printed, and what the page says."""
        return (
            f"runbooks/{page.name}.md, {section}: `{one.command}` is not as the page says.\n"
            f"Found:\n{self.printed[section, one.command]}\nThe page says:\n{one.prints}"
        )
