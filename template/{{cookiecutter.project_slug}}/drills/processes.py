"""Processes that a folder keeps a list of, so that another command can end them and start them again."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from drills.errors import DrillFailed
from drills.waiting import until

GRACE = 15.0  # seconds between being asked to end and being killed
MARK = "SHOP_DRILL"  # every process of a drill has this in its environment, with the drill's folder


class Processes:
    """The processes of one folder, by name. A number alone proves nothing: the system gives it out again.

    Args:
        folder: where their numbers and their logs are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, name: str, command: Sequence[str], variables: Mapping[str, str], at: Path) -> int:
        """Start one, unless it runs; gives its number."""
        if running := self.pid(name):
            return running
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [*command],
                cwd=at,
                env={**variables, MARK: str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        (self.folder / f"{name}.pid").write_text(str(process.pid))
        return process.pid

    def pid(self, name: str) -> int:
        """The number of a running process; 0, if it does not run."""
        file = self.folder / f"{name}.pid"
        text = file.read_text() if file.exists() else ""
        return int(text) if text.isdigit() and self.is_ours(int(text)) else 0

    def is_ours(self, pid: int) -> bool:
        """Whether a number is that of a living process of this folder."""
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        except OSError:
            return False
        return state != "Z" and f"{MARK}={self.folder}".encode() in variables

    def stop(self, name: str) -> None:
        """Ask one to end, and wait until it has. Who does not in time is killed, as a platform does."""
        if pid := self.pid(name):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            with suppress(DrillFailed):
                until(lambda: not self.pid(name), f"{name} ends", GRACE)
            self.kill(name)

    def kill(self, name: str) -> None:
        """End one and all that it began, as a power cut would."""
        if pid := self.pid(name):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            until(lambda: not self.pid(name), f"{name} is gone", 30)

    def tell_all(self, name: str, number: signal.Signals) -> None:
        """Send a signal to one and to all that it began."""
        if pid := self.pid(name):
            os.killpg(pid, number)

    def names(self) -> list[str]:
        """All that were ever started here."""
        return sorted(file.stem for file in self.folder.glob("*.pid"))
