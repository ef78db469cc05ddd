"""Shoppers who ask without a pause, each for a page after the other, and count what they did not get."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.deploy.release import FROM_OUTSIDE, ask

PATHS = ("/health/ready", "/admin/login/")  # the database and the cache; a page
LAST = {**FROM_OUTSIDE, "Connection": "close"}


@dataclass
class Told:
    """What shoppers got: pages, and all else with its reason."""

    pages: int = 0
    failed: list[str] = field(default_factory=list)
    counting: threading.Lock = field(default_factory=threading.Lock)

    def count(self, reason: str) -> None:
        """Count one request; without a reason, it was answered."""
        with self.counting:
            if reason:
                self.failed.append(reason)
            else:
                self.pages += 1


def asked(port: int, path: str) -> str:
    """Ask once; gives why there was no page."""
    try:
        answer, body = ask(port, path, LAST)
    except (OSError, HTTPException) as error:
        return type(error).__name__
    return "" if answer.status == 200 and body else str(answer.status)


@contextmanager
def shoppers(port: int, count: int) -> Iterator[Told]:
    """Have so many shoppers inside a `with` block."""
    told, stop = Told(), threading.Event()

    def shop(first: int) -> None:
        turn = first
        while not stop.is_set():
            told.count(asked(port, PATHS[turn % len(PATHS)]))
            turn += 1

    threads = [threading.Thread(target=shop, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        stop.set()
        for thread in threads:
            thread.join()
