"""A shop of its own to be measured: servers, goods and web processes that nobody else uses, on this machine.

It lies beside the developer's data and never in it: a load writes orders, and a tuning drops an index.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_urlsafe

from local.postgres import Postgres
from local.processes import HOST, ServerError, beside, free_port, last_lines
from local.services import FOLDER, ROOT, running

SCRATCH = FOLDER / "performance"
LOG = SCRATCH / "web.log"
PLENTY = 1_000_000
# As production, but for the sandbox, which production refuses: no DEBUG, and no limit of requests.
SAFE = {"SHOP_ENV": "test", "SECRET_KEY": token_urlsafe(48), "LOG_LEVEL": "WARNING"}
PREPARE = """
from django.core.management import call_command
from shop.catalog.models import Variant
from shop.inventory.services.ledger import receive_stock
from django.db import connection
call_command("migrate", verbosity=0)
call_command("seed_catalog", verbosity=0)
receive_stock(units=dict.fromkeys(Variant.objects.exclude(stock=None).values_list("pk", flat=True), {plenty}))
connection.cursor().execute("VACUUM ANALYZE")
"""


@contextmanager
def scratch(folder: Path = SCRATCH) -> Iterator[Postgres]:
    """Have the servers run inside a `with` block, with a shop that has plenty of everything.

    PostgreSQL says "done" when it is on the disk, as in production; tests win speed without.
    """
    fresh = not (folder / "filled").exists()
    before = {name: os.environ.get(name) for name in (*SAFE, "DATABASE_URL", "REDIS_URL", "BROKER_URL")}
    # Servers that somebody has named are theirs. What is empty counts as not named.
    os.environ |= {**SAFE, "DATABASE_URL": "", "REDIS_URL": "", "BROKER_URL": ""}
    try:
        with running(folder):
            postgres = Postgres(folder / "postgres")
            if fresh:
                subprocess.run(
                    [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE.format(plenty=PLENTY)],
                    cwd=ROOT,
                    check=True,
                )
                (folder / "filled").touch()
            restart(postgres)
            yield postgres
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ |= {} if value is None else {name: value}


def restart(postgres: Postgres, *options: str) -> None:
    """Start PostgreSQL anew, with options, and so that a commit is on the disk."""
    words = " ".join([f"-p {postgres.last_port()} -h {HOST} -k ''", *(f"-c {option}" for option in options)])
    postgres.control("-l", postgres.log, "-m", "fast", "-o", words, "-w", "restart")


@contextmanager
def sandbox() -> Iterator[dict[str, str]]:
    """Have Stripe's part played by a process of its own; gives the variables that lead to it."""
    port = free_port()
    command = [sys.executable, "-m", "sandbox", "--quiet", "--with-starter", "--port", str(port)]
    os.environ["SHOP_ENV"] = "development"  # it refuses to start elsewhere
    with beside(command, stdin=subprocess.PIPE):
        os.environ["SHOP_ENV"] = SAFE["SHOP_ENV"]
        yield {
            "STRIPE_SECRET_KEY": "sk_test_sandbox",
            "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox",
            "STRIPE_API_BASE": f"http://{HOST}:{port}",
        }


@contextmanager
def web(words: Sequence[str] = (), variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """Have gunicorn serve as in production; gives its address, and ends it however the block ends."""
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.py"]
    command = [*gunicorn, f"--bind={HOST}:{port}", *words]
    env = {**os.environ, **(variables or {})}
    with LOG.open("w") as log, subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) as server:
        try:
            until_it_answers(port, server)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()


def until_it_answers(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait for the first answer.

    Raises:
        ServerError: it ended before.
    """
    for _ in range(600):
        if server.poll() is not None:
            raise ServerError(
                "The shop that is measured did not start.\n"
                f"Found: exit code {server.returncode}; {last_lines(LOG)}\nDo: read {LOG}."
            )
        line = HTTPConnection(HOST, port, timeout=10)
        try:
            line.request("GET", "/health/live")
            line.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            line.close()
    raise ServerError(f"The shop that is measured does not answer.\nFound: silence.\nDo: read {LOG}.")
