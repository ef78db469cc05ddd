"""Run inside a store: orders over HTTP, beside the floor of raw SQL and beside Oscar. The last line is JSON.

All are measured in turns, in the same minutes and on the same PostgreSQL, so that what else the machine does
falls on all of them. `OSCAR_PYTHON` is the Python that has django-oscar.
"""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

from placing.ways import WAYS, Way, sandbox

LIFE = ExitStack()
# The seed draws pictures in processes of its own, which import this file again.
STRIPE = LIFE.enter_context(sandbox()) if __name__ == "__main__" else {}
os.environ |= STRIPE

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from placing import floor
from placing.people import Request, asked
from placing.ready import Ready, goods, ready, sets, settle
from placing.serving import durable, production, serving

ROUNDS = int(os.environ.get("ROUNDS", "5"))
ALONE, AT_ONCE = 40, 80  # requests in a round
SQL = 5  # times as many for SQL, which is faster
LINES = (1, 4, 20)
COMPARED = 4  # lines, where others are compared
KINDS = 40  # different carts
PLACE = "/api/v1/carts/{token}/checkout/complete/"
HERE = Path(__file__).resolve().parent


@dataclass
class Case:
    """One thing that is measured, in each round once.

    Attributes:
        measure: does it once; gives the rate, and the times within which half and 95 of 100 were answered.
    """

    peer: str
    lines: int
    people: int
    goods: str
    measure: Callable[[], tuple[float, float, float]]
    found: list[tuple[float, float, float]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The middle of all rounds."""
        rate, p50, p95 = (round(median(each), 2) for each in zip(*self.found, strict=True))
        about = {"peer": self.peer, "lines": self.lines, "people": self.people, "goods": self.goods}
        return about | {"rate": rate, "p50": p50, "p95": p95}


def main() -> None:
    """Fill, serve, measure in turns, and look whether what was written is right."""
    durable()
    call_command("migrate", verbosity=0)
    call_command("seed_catalog", verbosity=0)
    shelf = goods()
    with LIFE, tempfile.TemporaryDirectory() as folder:
        cases = [*floor_cases(shelf, Path(folder)), *store_cases(shelf), *oscar_cases()]
        settle()
        for number in range(ROUNDS):
            for case in cases[number:] + cases[:number]:
                case.found.append(case.measure())
                print(
                    number, case.peer, case.lines, case.people, case.goods, *case.found[-1], file=sys.stderr
                )
    call_command("check_invariants", verbosity=0)
    print(json.dumps({"cases": [case.told() for case in cases], "rounds": ROUNDS, "statements": STATEMENTS}))


def floor_cases(shelf: list[str], folder: Path) -> Iterator[Case]:
    """The same writes, by pgbench, in a copy of the database: what it writes, nobody can answer for."""
    floor.number_apart()
    way = next(iter(WAYS.values())).code
    once = [floor.script(complete, *ready([kind], way, 2)) for kind in sets(shelf, COMPARED, 8)]
    STATEMENTS["writes"] = sum(line.startswith(floor.WRITES) for line in once[0].split("\n"))
    kinds = {"SQL": once, "SQL, in one transaction": [floor.in_one(text) for text in once]}
    people = {1: ALONE * SQL, 4: AT_ONCE * SQL}
    floor.fill(ready(sets(shelf, COMPARED, KINDS), way, len(kinds) * ROUNDS * sum(people.values())))
    url = copied("floor", os.environ["DATABASE_URL"].rpartition("/")[2])
    for name, scripts in kinds.items():
        for crew, times in people.items():
            yield Case(name, COMPARED, crew, "many", pgbench(folder, scripts, url, crew, times))


STATEMENTS: dict[str, int] = {}


def complete(one: Ready) -> None:
    """Ask for an order in this process, and count the statements that it takes."""
    with connection.execute_wrapper(counted):
        STATEMENTS["all"] = 0
        request = agreed(one, next(iter(WAYS.values())))
        answer = Client().post(
            request.path, request.body, "application/json", headers={**request.headers, "host": "localhost"}
        )
    assert answer.status_code == 200, answer.content


def counted(execute: Any, *call: Any) -> Any:
    """Count a statement."""
    STATEMENTS["all"] += 1
    return execute(*call)


def pgbench(
    folder: Path, scripts: list[str], url: str, people: int, times: int
) -> Callable[[], tuple[float, float, float]]:
    """A measurement by pgbench, which tells the average and not who waited longest."""

    def measure() -> tuple[float, float, float]:
        rate = floor.pgbench(folder, scripts, url, people, times)
        return rate, people / rate * 1000, 0.0

    return measure


def copied(name: str, of: str) -> str:
    """A database beside the shop's, made after another one; gives its address."""
    connections.close_all()  # nobody may look at what is copied
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    sql = f"CREATE DATABASE {name} TEMPLATE {of}"
    subprocess.run([floor.programs() / "psql", "-q", f"{server}/postgres", "-c", sql], check=True)
    return f"{server}/{name}"


def store_cases(shelf: list[str]) -> Iterator[Case]:
    """The store: each way to pay, each size of carts, alone and four at once, one hot thing and many."""
    for name, way in WAYS.items():
        stage = {"SHOP_ENV": "test", **STRIPE} if way.sandboxed else production(os.environ["REDIS_URL"])
        port = LIFE.enter_context(serving(sys.executable, "config.wsgi", Path.cwd(), os.environ | stage))
        carts = {("many", lines): sets(shelf, lines, KINDS) for lines in LINES} | {
            ("one", 1): sets(shelf, 1, 1)
        }
        for (many, lines), kinds in carts.items():
            for people, times in ((1, ALONE), (4, AT_ONCE)):
                asking = [agreed(one, way) for one in ready(kinds, way.code, times * (ROUNDS + 1))]
                measure = over_http(port, asking, people, times)
                measure()  # to be warm
                yield Case(f"the store, {name}", lines, people, many, measure)


def agreed(one: Ready, way: Way) -> Request:
    """The request by which a shopper agrees."""
    body = {"seen": one.total.as_json()} | ({"given": dict(way.given)} if way.given else {})
    return Request(PLACE.format(token=one.token), body, '"ordered"', {"Idempotency-Key": one.public_id})


def oscar_cases() -> Iterator[Case]:
    """Oscar: carts of four lines, alone and four at once."""
    python, people = os.environ["OSCAR_PYTHON"], {1: ALONE, 4: AT_ONCE}
    env = os.environ | {"PYTHONPATH": str(HERE.parent), "OSCAR_DATABASE_URL": copied("oscar", "template0")}
    env.pop("DJANGO_SETTINGS_MODULE")
    number = sum(people.values()) * (ROUNDS + 1)
    command = [python, "-m", "in_oscar.prepare", str(number), str(COMPARED), str(COMPARED * KINDS)]
    done = subprocess.run(command, env=env, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True)
    left = iter(json.loads(done.stdout.splitlines()[-1]))
    port = LIFE.enter_context(serving(python, "in_oscar.wsgi", HERE.parent, env))
    for crew, times in people.items():
        asking = [Request(f"/place/{next(left)}/", OSCARS, '"number"') for _ in range(times * (ROUNDS + 1))]
        measure = over_http(port, asking, crew, times)
        measure()
        yield Case("Oscar", COMPARED, crew, "many", measure)


OSCARS = {
    "email": "ada@example.com",
    "ship_to": {
        "first_name": "Ada",
        "last_name": "Potter",
        "line1": "Potter Lane 3",
        "line4": "Berlin",
        "postcode": "10115",
        "country_id": "DE",
    },
}


def over_http(
    port: int, requests: list[Request], people: int, times: int
) -> Callable[[], tuple[float, float, float]]:
    """A measurement of the next so many requests."""
    left = iter(requests)

    def measure() -> tuple[float, float, float]:
        answered = asked(port, [next(left) for _ in range(times)], people)
        return answered.rate, answered.within(0.5), answered.within(0.95)

    return measure


if __name__ == "__main__":
    main()
