"""A shop goes through all releases of the chapter on migrations while people buy, and back from a bad one.

Each release is the store as it was at a step of the course, run by gunicorn; one database serves them all.
"""

import http.client
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Event
from typing import Any

from benchmarks.figures import Figure
from benchmarks.releases import PATIENCE, Release, Server, Switch, answers, ended, servers, until
from shopwright.course.servers import free_port

BEFORE, EXPAND, BACKFILL, TIGHTEN, CONTRACT = "linter", "expand", "backfill", "tighten", "contract"
SERVER = "control_socket_disable = True\nworker_class = 'gthread'\nworkers = 1\nthreads = 8\ntimeout = 60\n"
HOME = {"name": "Ada Potter", "line1": "Kiln Lane 3", "postcode": "10115", "city": "Berlin", "country": "DE"}
STOCK = """
from shop.inventory.services.ledger import receive_stock
from shop.catalog.models import Variant
sold = Variant.objects.filter(product__status="published", is_active=True, bundle_items=None)
one = sold.order_by("pk").first()
receive_stock(units={one.pk: 1_000_000})
print(one.sku, one.product.slug)
"""
COUNT = """
from shop.orders.models import Order, OrderContact
print(Order.objects.filter(contact__email="Ada@Example.com").count())
print(OrderContact.objects.filter(email_key=None).count())
"""
RENAME = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0010_email_key_required")]
    operations = [migrations.RenameField("ordercontact", "email_key", "key")]
"""


@dataclass(frozen=True)
class Plan:
    """How large a drill is.

    Attributes:
        places: servers behind the switch.
        orders: how many are placed at least in each phase.
    """

    shoppers: int = 4
    places: int = 1
    orders: int = 8


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        sent: requests by phase.
        failed: those that were not answered as they should, each with its phase.
        told: orders that shoppers were told of; `kept` are those in the database.
        filled: rows that the backfill had to fill; `empty` are those that it left.
        too_early: what the new code's health said before its migration.
        control: how many requests failed after a column was renamed in one step.
        refused: what the linter said of that migration.
    """

    sent: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    told: int = 0
    kept: int = 0
    filled: int = 0
    empty: int = 0
    too_early: int = 0
    control: int = 0
    refused: str = ""


class Shop:
    """What is sold, at which switch, and what came of it."""

    def __init__(self, switch: Switch, sku: str, slug: str) -> None:
        self.switch, self.sku, self.slug = switch, sku, slug
        self.outcome, self.phase, self.closed = Outcome(), "before", Event()
        self.changed = Condition()

    def ask(self, expected: int, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request and count it; an answer other than expected is a failure."""
        phase = self.phase
        try:
            with self.switch.one() as server:
                status, answer = server.ask(method, path, body, **headers)
            found = "" if status == expected else f"{status} {str(answer)[:300]}"
        except (OSError, http.client.HTTPException) as error:
            answer, found = None, repr(error)
        with self.changed:
            self.outcome.sent[phase] += 1
            if found:
                self.outcome.failed.append(f"{phase}: {method} {path}: {found}")
        return None if found else answer

    def go(self) -> None:
        """Look around and buy, until the drill is over."""
        while not self.closed.is_set():
            self.ask(200, "GET", "/api/v1/products/")
            self.ask(200, "GET", f"/api/v1/products/{self.slug}/")
            if (cart := self.ask(201, "POST", "/api/v1/carts/", {})) is None:
                continue
            at = f"/api/v1/carts/{cart['token']}/"
            who = {"email": "Ada@Example.com", "ship_to": HOME, "way": "bank-transfer"}
            if self.ask(200, "POST", f"{at}lines/", {"sku": self.sku, "quantity": 1}) is None:
                continue
            begun = self.ask(200, "PUT", f"{at}checkout/", who)
            key = {"Idempotency-Key": cart["token"]}
            if begun and self.ask(200, "POST", f"{at}checkout/complete/", {"seen": begun["total"]}, **key):
                with self.changed:
                    self.outcome.told += 1
                    self.changed.notify_all()

    def during(self, phase: str, orders: int) -> None:
        """Go on in a phase until so many more orders have been placed."""
        with self.changed:
            self.phase, enough = phase, self.outcome.told + orders
            self.changed.wait_for(lambda: self.outcome.told >= enough or self.outcome.failed, PATIENCE)
            assert self.outcome.told >= enough or self.outcome.failed, "Nobody ordered anything."


class Drill:
    """The releases, the servers that run, and the shop."""

    def __init__(self, plan: Plan, folder: Path, stack: ExitStack) -> None:
        self.plan, self.folder, self.stack = plan, folder, stack
        self.conf = folder / "server.py"
        self.conf.write_text(SERVER)
        first = Release(BEFORE, folder, {})
        urls = stack.enter_context(servers(first))
        steps = (BEFORE, EXPAND, BACKFILL, TIGHTEN, CONTRACT)
        self.releases = {step: Release(step, folder, urls) for step in steps}
        first = self.releases[BEFORE]
        first.manage("migrate", "-v0")
        first.manage("seed_catalog", "-v0", "--without", "media")
        sku, slug = first.manage("shell", "-v0", "-c", STOCK).split()
        self.shop = Shop(Switch(), sku, slug)

    def started(self, step: str) -> Server:
        """A server of a release, which answers; nobody sends it work yet."""
        release, port = self.releases[step], free_port()
        words = ["-m", "gunicorn", "config.wsgi", "-c", self.conf, "-b", f"127.0.0.1:{port}"]
        process = subprocess.Popen([release.python, *words], cwd=release.folder, env=release.variables)
        self.stack.callback(ended, process)
        server = Server(port, process)
        until(lambda: answers(server, "/health/live") == 200)
        return server

    def roll(self, step: str, *, ready: bool = True) -> None:
        """Bring a release in, place by place: first the new server, then the old one goes."""
        switch = self.shop.switch
        for old in list(switch.servers):
            new = self.started(step)
            until(lambda: not ready or answers(new, "/health/ready") == 200)  # noqa: B023 - called at once
            switch.put_in(new)
            switch.take_out(old)

    def run(self) -> None:
        """All phases, one after the other, among shoppers."""
        self.expand()
        self.take_back()
        self.backfill()
        self.tighten()
        self.contract()

    def go_on(self, phase: str) -> None:
        """Let people buy for a while."""
        self.shop.during(phase, self.plan.orders)

    def expand(self) -> None:
        """New code comes too early and gets no work; then the schema, then one server, then all."""
        self.go_on("before")
        early = self.started(EXPAND)
        self.shop.outcome.too_early = answers(early, "/health/ready")
        self.releases[EXPAND].manage("migrate", "-v0")
        self.go_on("old code, new schema")
        self.shop.switch.put_in(early)
        self.go_on("both codes, new schema")
        self.roll(EXPAND)

    def take_back(self) -> None:
        """The release was bad: the code goes back, the schema stays."""
        self.go_on("a bad release")
        self.roll(BEFORE)
        self.go_on("taken back: old code, new schema")

    def backfill(self) -> None:
        """The release comes again, and old rows are filled."""
        self.shop.phase = "forward again"
        self.releases[BACKFILL].manage("migrate", "-v0")
        self.roll(BACKFILL)
        said = self.releases[BACKFILL].manage("backfill", "orders.email-key", "--size=20")
        self.shop.outcome.filled = int(said.split()[1])
        self.go_on("filled")

    def tighten(self) -> None:
        """The schema insists, and code reads."""
        self.shop.phase = "tightening"
        self.releases[TIGHTEN].manage("migrate", "-v0")
        self.go_on("old code, insisting schema")
        self.roll(TIGHTEN)
        self.go_on("reading")

    def contract(self) -> None:
        """The last code comes before its schema; nobody asks whether it is ready."""
        self.roll(CONTRACT, ready=False)
        self.go_on("new code, old schema")
        self.releases[CONTRACT].manage("migrate", "-v0")
        self.go_on("after")

    def control(self) -> None:
        """Rename a column in one step, as nobody should, and count what fails."""
        bad, shop = self.releases[CONTRACT], self.shop
        (bad.folder / "shop/orders/migrations/0011_key.py").write_text(RENAME)
        shop.outcome.refused = bad.manage("lint_migrations", "orders.0011_key", may_fail=True)
        before = len(shop.outcome.failed)
        shop.phase = "control"
        bad.manage("migrate", "-v0")
        until(lambda: len(shop.outcome.failed) > before)
        shop.closed.set()


def drill(plan: Plan) -> Outcome:
    """Go through all releases, with a control at the end, and count."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        one = Drill(plan, Path(folder), stack)
        for _ in range(plan.places):
            one.shop.switch.put_in(one.started(BEFORE))
        with ThreadPoolExecutor(plan.shoppers) as people:
            going = [people.submit(one.shop.go) for _ in range(plan.shoppers)]
            try:
                one.run()
                one.control()
            finally:
                one.shop.closed.set()
            for account in going:
                account.result()
        outcome = one.shop.outcome
        outcome.control = sum(line.startswith("control") for line in outcome.failed)
        outcome.failed = [line for line in outcome.failed if not line.startswith("control")]
        rename = one.releases[CONTRACT]
        rename.manage("migrate", "orders", "0010", "-v0")
        counted = rename.manage("shell", "-v0", "-c", COUNT).split()
        outcome.kept, outcome.empty = map(int, counted)
        return outcome


def run() -> list[Figure]:
    """All releases of the chapter on migrations, two servers and eight shoppers, with the control."""
    came = drill(Plan(shoppers=8, places=2, orders=60))
    for line in came.failed:
        print(line, file=sys.stderr)
    sent = sum(count for phase, count in came.sent.items() if phase != "control")
    phases = len(came.sent) - 1
    # What one renamed column costs is no request that failed: those are counted for themselves.
    return [
        Figure(
            f"failed requests, of {sent:,} in {phases} phases of five releases", len(came.failed), "", below=1
        ),
        Figure(
            f"orders lost, of {came.told:,} that shoppers were told of", came.told - came.kept, "", below=1
        ),
        Figure(f"orders without a key after the backfill filled {came.filled:,}", came.empty, "", below=1),
        Figure("control: failed requests after a column was renamed in one step", came.control, ""),
    ]
