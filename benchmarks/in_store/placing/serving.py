"""Shops that answer: gunicorn with one worker process, as in production; and PostgreSQL as in production."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from socket import create_connection

from local.postgres import Postgres
from local.processes import HOST, free_port
from local.services import FOLDER

# One process, for that is what is measured; four threads in it, as the store's own `make run` has.
GUNICORN = ("--workers=1", "--worker-class=gthread", "--threads=4", "--log-level=error", "--keep-alive=60")


def durable(folder: Path = FOLDER / "postgres") -> None:
    """Start PostgreSQL anew so that "done" is on the disk. Development and tests win speed without."""
    server = Postgres(folder)
    options = f"-p {server.last_port()} -h {HOST} -k ''"
    server.control("-l", server.log, "-m", "fast", "-o", options, "-w", "restart")


def production(redis: str) -> dict[str, str]:
    """What the store reads from its environment where it is sold from."""
    return {
        "SHOP_ENV": "production",
        "SECRET_KEY": token_urlsafe(48),
        "ALLOWED_HOSTS": "localhost",
        "BROKER_URL": redis.rpartition("/")[0] + "/1",
        "TRUSTED_PROXIES": "1",
        "LOG_LEVEL": "WARNING",
        # Production refuses a sandbox; what is empty counts as not set.
        "STRIPE_SECRET_KEY": "",
        "STRIPE_PUBLISHABLE_KEY": "",
        "STRIPE_API_BASE": "",
    }


@contextmanager
def serving(
    python: str | Path, application: str, folder: Path, env: Mapping[str, str], options: Sequence[str] = ()
) -> Iterator[int]:
    """Have gunicorn serve beside a block; gives its port."""
    port = free_port()
    command = [str(python), "-m", "gunicorn", application, f"--bind={HOST}:{port}", *GUNICORN, *options]
    with subprocess.Popen(command, cwd=folder, env=dict(env)) as server:
        try:
            for _ in range(200):
                if server.poll() is not None:
                    raise SystemExit(f"{application} did not start.")
                try:
                    create_connection((HOST, port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            server.terminate()
