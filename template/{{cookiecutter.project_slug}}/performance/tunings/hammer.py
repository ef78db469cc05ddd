"""So many people who ask without a pause, each when they were answered: how much a shop can answer at all.

What people wait for is measured otherwise, by `performance.load`: here nobody comes while the shop is slow.
"""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from random import Random

from performance.report import within
from performance.scratch import web
from performance.shopper import Shopper
from performance.tunings.comparing import Value

PATHS = ("/", "/c/ceramics/", "/p/harbour-mug/", "/cart/")


@contextmanager
def exchanged(
    words: Sequence[str], settings: Mapping[str, object] | None = None, **variables: str
) -> Iterator[str]:
    """A shop that serves with other words for gunicorn, settings or variables, warm; gives its address."""
    variables |= {
        "DJANGO_SETTINGS_MODULE": "performance.settings",
        "PERFORMANCE_SETTINGS": json.dumps(settings or {}),
    }
    with web(words, variables) as address:
        answered(address, people=4, requests=40)
        yield address


def answered(address: str, *, people: int, requests: int, paths: Sequence[str] = PATHS) -> list[Value]:
    """Have so many requests answered for so many people; each must be."""
    turn, taken, writing = count(), list[float](), threading.Lock()

    def ask() -> None:
        somebody = Shopper(address, Random(1))
        while (number := next(turn)) < requests:
            before = time.perf_counter()
            answer = somebody.get(paths[number % len(paths)])
            with writing:
                taken.append(1000 * (time.perf_counter() - before))
            if answer.trouble:
                raise SystemExit(f"{address}{paths[number % len(paths)]}: {answer.trouble}")
        somebody.line.close()

    crew = [threading.Thread(target=ask) for _ in range(people)]
    begun = time.perf_counter()
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    took, waited = time.perf_counter() - begun, sorted(taken)
    return [
        Value("pages a second", len(taken) / took, "/s", more=True),
        Value("half are there within", within(waited, 0.5), "ms"),
        Value("95 of 100 are there within", within(waited, 0.95), "ms"),
    ]
