"""The floor: what PostgreSQL needs for the same writes, when nobody thinks in between.

The statements are those that an order really writes, taken down while the store answers a request, so they
cannot be others than the store's. The same is taken down twice, for two carts with the same goods. What
differs is what has to differ in each order: names, and the numbers of rows.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from local.postgres import programs

from placing.ready import Ready

LITERAL = re.compile(r"(E?'(?:[^'\\]|\\.|'')*'|\b\d+\b)")
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d ")
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
AROUND = ("BEGIN", "COMMIT")
# Rows of these get numbers from far apart, so that a number says of which table it is. Those of the first
# three are there before; the others are written.
BEFORE = ("carts_cart", "checkout_checkout", "checkout_checkoutcontact")
NUMBERED = (*BEFORE, "inventory_reservation", "orders_order", "idempotency_idempotencykey")
COUNTER = "INSERT INTO orders_numbercounter"
FAR = 10_000_000
TABLE = """
CREATE TABLE floor (n bigint PRIMARY KEY, cart bigint, token text, checkout bigint, public_id text,
                    checkoutcontact bigint);
CREATE SEQUENCE floor_next;
"""


def number_apart() -> None:
    """Give each table numbers of its own."""
    with connection.cursor() as cursor:
        for place, table in enumerate(NUMBERED, start=1):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, place * FAR])


def taken_down(complete: Callable[[Ready], object], one: Ready) -> list[str]:
    """What is written while a checkout is completed, and where its transactions begin and end."""
    with CaptureQueriesContext(connection) as queries:
        complete(one)
    found = [query["sql"].strip() for query in queries.captured_queries]
    return [sql for sql in found if sql.startswith((*WRITES, *AROUND)) and "FOR UPDATE" not in sql[-12:]]


def script(complete: Callable[[Ready], object], first: Ready, second: Ready) -> str:
    """A script for pgbench that writes what both of these wrote, each time for another cart."""
    names = Names(first, second)
    pairs = zip(taken_down(complete, first), taken_down(complete, second), strict=True)
    lines = [ended(names.generalised(a, b)) for a, b in pairs]
    made = "".join(f", {made} AS {name}" for name, made in names.made.items())
    # `nextval` beside each row would count through the table; asked for alone, it is asked once.
    where = "FROM floor WHERE n = (SELECT nextval('floor_next'))"
    return "\n".join(
        [f"SELECT cart, token, checkout, public_id, checkoutcontact{made} {where}", "\\gset", *lines]
    )


def ended(sql: str) -> str:
    """A statement of a script. What the counter says is remembered, for it is written into the order."""
    return f"{sql}\n\\gset" if sql.startswith(COUNTER) else f"{sql};"


class Names:
    """What differs between two orders, and what stands for it in the script."""

    def __init__(self, first: Ready, second: Ready) -> None:
        self.first, self.second = first, second
        self.made: dict[str, str] = {}
        self.known: dict[tuple[str, str], str] = {}
        self.number = count(1)

    def generalised(self, a: str, b: str) -> str:
        """A statement in which the names stand for what differs."""
        ours, theirs = LITERAL.split(a), LITERAL.split(b)
        if ours[::2] != theirs[::2]:
            raise SystemExit(f"Two orders were not written alike:\n{a}\n{b}")
        parts = [
            one if one == two else self.stands_for(one, two) for one, two in zip(ours, theirs, strict=True)
        ]
        return "".join(parts).replace("::int2", "::int8")

    def stands_for(self, a: str, b: str) -> str:
        """What to write in place of one literal."""
        if a.isdigit():
            return self.row(int(a), int(b))
        if MOMENT.match(a) or a.strip("E'").startswith(("[", '{"')):
            return a  # a moment, or a document: another one would cost the same
        if a.startswith("'{"):
            rows = [self.row(int(x), int(y)) for x, y in zip(numbers(a), numbers(b), strict=True)]
            return "concat('{', " + ", ',', ".join(rows) + ", '}')"
        for name in ("token", "public_id"):
            ours, theirs = getattr(self.first, name), getattr(self.second, name)
            if a.replace(ours, theirs) == b:
                return a.replace(ours, f"' || ':{name}' || '") if ours != a[1:-1] else f"':{name}'"
        return f"':{self.name(a, b)}'"

    def row(self, a: int, b: int) -> str:
        """The number of a row, one that was there before or the last that was written; or the order's own."""
        if a == b:
            return str(a)
        if (place := a // FAR) and place == b // FAR:
            table = NUMBERED[place - 1]
            return f":{table.rpartition('_')[2]}" if table in BEFORE else f"currval('{table}_id_seq')"
        if b == a + 1:
            return ":last"
        raise SystemExit(f"Nobody knows what {a} and {b} are.")

    def name(self, a: str, b: str) -> str:
        """A name of the same length that nobody has had, the same wherever it stands."""
        if (a, b) not in self.known:
            self.known[a, b] = name = f"name{next(self.number)}"
            self.made[name] = f"left(repeat(md5('{name}' || n || clock_timestamp()), 3), {len(a) - 2})"
        return self.known[a, b]


def numbers(array: str) -> Iterator[str]:
    """The numbers in a literal array."""
    return (found[0] for found in re.finditer(r"\d+", array))


def in_one(text: str) -> str:
    """The same script, all of it in one transaction: what could not be resumed after a crash."""
    chosen, gset, *rest = text.split("\n")
    kept = [line for line in rest if line.rstrip(";") not in AROUND]
    return "\n".join([chosen, gset, "BEGIN;", *kept, "COMMIT;"])


def fill(carts: Sequence[Ready]) -> None:
    """Say which carts the scripts may take, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        rows = [(one.cart, one.token, one.checkout, one.public_id, one.contact) for one in carts]
        cursor.executemany(
            "INSERT INTO floor VALUES (%s, %s, %s, %s, %s, %s)",
            [(n, *row) for n, row in enumerate(rows, start=1)],
        )


def pgbench(folder: Path, scripts: Sequence[str], url: str, people: int, times: int) -> float:
    """Run the scripts so often, by so many sessions; gives how often a second."""
    files = [folder / f"{number}.sql" for number in range(len(scripts))]
    for file, text in zip(files, scripts, strict=True):
        file.write_text(text + "\n")
    chosen = [f"--file={file}" for file in files]
    each = ["-n", f"--client={people}", f"--jobs={min(people, 2)}", f"--transactions={times // people}"]
    done = subprocess.run(
        [programs() / "pgbench", *each, *chosen, url], capture_output=True, text=True, check=False
    )
    if done.returncode or "number of failed transactions: 0 " not in done.stdout:
        raise SystemExit(f"pgbench failed: {done.stdout}{done.stderr}")
    (rate,) = re.findall(r"tps = ([\d.]+) ", done.stdout)
    return float(rate)
