"""Run the shop with all it needs: `make run`. Ctrl-C stops everything that this started."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import OperationalError, connections

from local.firstlook import look_at_every_page, report
from local.interrupts import interruptible
from local.processes import HOST, ServerError, beside, is_free
# {% if reached("stripe.in-the-shop") and not reached("card-payments.make-run") %}
from local.sandbox import sandbox_unless_keys
# {% endif %}
from local.services import FOLDER, running
# {% if reached("card-payments.make-run") %}
from local.telling import sandbox_that_tells
# {% endif %}

ENOUGH_SPACE = 200 * 1024 * 1024  # bytes; the servers write about a tenth of this at first


def main() -> int:
    """Prepare, serve until Ctrl-C, and clean up; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m local.run", description=__doc__)
    parser.add_argument("--port", type=port_number, default=8000, help="where to listen (8000)")
    parser.add_argument("--empty", action="store_true", help="leave the shelves as they are")
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with interruptible():
            refuse_what_cannot_work(wanted.port)
            # {% if reached("card-payments.make-run") %}
            with running(), sandbox_that_tells(wanted.port):
            # {% elif reached("stripe.in-the-shop") %}
            with running(), sandbox_unless_keys():
            # {% else %}
            with running():
            # {% endif %}
                prepare(fill=not wanted.empty)
                serve(wanted.port)
    except (ServerError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def port_number(text: str) -> int:
    """Read a port from the command line; argparse names the value when this fails."""
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError
    return port


def refuse_what_cannot_work(port: int) -> None:
    """Find out before any work what would stop it later.

    Raises:
        ServerError: the port is taken, or the disk is full.
    """
    if found := use_of(port):
        raise ServerError(
            f"The shop could not start: port {port} cannot be used.\n"
            f"Found: {found}.\n"
            f"Do: stop what uses it, or run `make run PORT={next_free(port)}`."
        )
    there = next(place for place in (FOLDER, *FOLDER.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < ENOUGH_SPACE:
        raise ServerError(
            "The shop could not start: the disk is nearly full.\n"
            f"Found: {free // 1024**2} MB free, {ENOUGH_SPACE // 1024**2} MB needed.\n"
            "Do: make room and run again; nothing was lost."
        )


def use_of(port: int) -> str | None:
    """Why a port cannot be used, or None when it can."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            return f"another program answers on {HOST}:{port}"
    return None if is_free(port) else f"this user may not listen on {HOST}:{port}"


def next_free(port: int) -> int:
    """A port near a wanted one that is free; people remember neighbours."""
    nearby = range(max(port, 1024), min(port + 100, 65536))
    return next((each for each in nearby if is_free(each)), 8000)


def prepare(*, fill: bool) -> None:
    """Bring the database up to date and, the first time, fill it.

    Args:
        fill: whether to put the demonstration's goods on the shelves, where there are none yet.

    Raises:
        ServerError: the database does not answer, or this is no place for development.
    """
    django.setup()
    if not settings.DEBUG:
        raise ServerError(
            "The shop was not started: `make run` is for development, and shows an admin's password.\n"
            "Found: SHOP_ENV is not `development`.\n"
            "Do: set SHOP_ENV=development in .env; in production, run `gunicorn config.wsgi`."
        )
    try:
        with told("Migrating the database"):
            call_command("migrate", verbosity=0)
        if fill and "seed_catalog" in get_commands():
            with told("Filling the shelves"):
                call_command("seed_catalog", verbosity=0)
    except OperationalError as error:
        raise ServerError(
            f"The database could not be prepared.\nFound: {error}\n"
            "Do: check DATABASE_URL in the environment and in .env; without it, a server is started for you."
        ) from error
    finally:
        connections.close_all()


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"{what} ... ", end="", flush=True)
    before = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f"{time.monotonic() - before:.1f} s", flush=True)


def serve(port: int) -> NoReturn:
    """Serve until Ctrl-C; the first answers are checked before anybody is told where to look.

    Raises:
        ServerError: the web server ended by itself.
    """
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config=python:local.web"]
    # Its input stays open as long as this process lives; see local/web.py. SIGINT ends it without waiting for
    # browsers that hold a connection open. It comes from here alone: a worker that hears the terminal's, too,
    # is told twice within its own handler, and may lock itself up there until gunicorn kills it.
    bound = [*command, f"--bind={HOST}:{port}"]
    with beside(bound, stdin=subprocess.PIPE, end=signal.SIGINT, apart=True) as server:
        with told("Looking at every public page"):
            pages = look_at_every_page(port, server)
        print(report(port, pages), flush=True)
        # {% if reached("background-work.shutdown") %}
        # They begin when all is said, so that what they say stands below it. Ctrl-C may come while Python is
        # still loading them; they would answer with a traceback.
        workers = [sys.executable, "-m", "local.workers", "--tied"]
        with beside(workers, stdin=subprocess.PIPE, apart=True):
            code = server.wait()
        # {% else %}
        code = server.wait()
        # {% endif %}
    raise ServerError(
        "The shop stopped: its web server ended by itself.\n"
        f"Found: exit code {code}.\n"
        "Do: read the lines above, then run again."
    )


if __name__ == "__main__":
    sys.exit(main())
