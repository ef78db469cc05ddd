"""Which file a process counts in: the first that no living process has."""

import fcntl
import os
from itertools import count
from pathlib import Path

from prometheus_client import values
from prometheus_client.values import MultiProcessValue


class Slots:
    """Numbers for the processes that count in one folder. A process keeps its number as long as it lives.

    The library would take the number that the system gave the process. In each container those begin at 1,
    and two processes with one file lose what they count. And no file would ever be used again, while a web
    process is replaced every two thousand requests. Who has a lock on a number has it, in any container.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = 0
        self.number = 0
        self.lock: int | None = None

    def __call__(self) -> int:
        """The number of this process, which may be a child of the one that was asked before."""
        if self.process != os.getpid():
            if self.lock is not None:
                os.close(self.lock)  # the parent has it, too, and keeps it
            self.number, self.lock = self.take()
            self.process = os.getpid()
        return self.number

    def take(self) -> tuple[int, int]:
        """The first number that is free, and its lock."""
        for number in count():
            lock = os.open(self.folder / f"{number}.taken", os.O_CREAT | os.O_RDWR, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
            else:
                return number, lock
        raise AssertionError("numbers never end")


def count_in(folder: str) -> None:
    """Have this process and its children count there. Before anything is there that counts."""
    values.ValueClass = MultiProcessValue(process_identifier=Slots(Path(folder)))  # type: ignore[no-untyped-call]
