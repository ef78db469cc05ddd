"""People who ask over HTTP, so many at once, each as soon as they were answered."""

import json
import time
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from math import ceil
from typing import Any

HOST = "127.0.0.1"
PATIENCE = 60
number = count(1)


@dataclass(frozen=True)
class Request:
    """What is sent, and a word that the answer to it must have."""

    path: str
    body: Any
    proof: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """How it went: how long it took all together, and each of them, in milliseconds."""

    seconds: float
    taken: list[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.taken) / self.seconds

    def within(self, share: float) -> float:
        """The time within which this share of them was answered."""
        return sorted(self.taken)[ceil(share * len(self.taken)) - 1]


def asked(port: int, requests: Iterable[Request], people: int) -> Answered:
    """Have all requests sent. One that is not answered with what it wants ends it all."""
    left = deque(requests)
    with ThreadPoolExecutor(people) as crew:
        before = time.perf_counter()
        taken = [
            each for one in [crew.submit(ask, port, left) for _ in range(people)] for each in one.result()
        ]
        return Answered(time.perf_counter() - before, taken)


def ask(port: int, left: deque[Request]) -> list[float]:
    """One person, on one connection."""
    taken, line = [], HTTPConnection(HOST, port, timeout=PATIENCE)
    while left:
        try:
            request = left.popleft()
        except IndexError:
            break
        before = time.perf_counter()
        send(line, request)
        taken.append((time.perf_counter() - before) * 1000)
    line.close()
    return taken


def send(line: HTTPConnection, request: Request) -> None:
    """Ask once, and read the answer."""
    # As from a proxy: over an encrypted connection, for somebody who has not asked before.
    n = next(number)
    proxied = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
    }
    headers = {"Host": "localhost", "Content-Type": "application/json", **proxied, **request.headers}
    line.request("POST", request.path, json.dumps(request.body).encode(), headers)
    answer = line.getresponse()
    text = answer.read().decode()
    if answer.status != 200 or request.proof not in text:
        raise SystemExit(f"{request.path} answered {answer.status}: {text[:1000]}")
