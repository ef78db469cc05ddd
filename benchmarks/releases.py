"""Releases of the store that serve side by side: each as it was at a step of the course, behind a switch."""

import http.client
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Any

from shopwright.course.environment import environment
from shopwright.course.opening import opened
from shopwright.course.tree import write_tree
from shopwright.store import ROOT

PATIENCE = 120  # seconds, after which a drill has failed


class Release:
    """The store at a step, laid out in a folder of its own."""

    def __init__(self, step: str, folder: Path, variables: dict[str, str]) -> None:
        course, template = opened(ROOT)
        self.folder = folder / step
        tree = template.tree(course, course.step(f"migrations.{step}"))
        write_tree(tree, self.folder)
        self.python = environment(ROOT, template.tree(course)) / "bin/python"
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        told = {"SHOP_ENV": "test", "SECRET_KEY": "for-a-drill-and-nowhere-else", "LOG_LEVEL": "ERROR"}
        self.variables = kept | told | variables

    def manage(self, *words: str, may_fail: bool = False) -> str:
        """Run one of its commands to the end."""
        done = subprocess.run(
            [self.python, "manage.py", *words],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not may_fail:
            raise RuntimeError(f"{words}\n{done.stdout}\n{done.stderr}")
        return done.stdout + done.stderr


@dataclass(eq=False)
class Server:
    """A process that answers. `busy` counts what it has not answered yet."""

    port: int
    process: "subprocess.Popen[bytes]"
    busy: int = 0

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Send one request over a line of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = None if body is None else json.dumps(body)
            told = {"Host": "localhost", "Content-Type": "application/json", **headers}
            line.request(method, path, sent, told)
            answer = line.getresponse()
            text = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(text) if is_json and text else text
        finally:
            line.close()


class Switch:
    """Stands before the servers, as a load balancer does: who is taken out ends its work and gets no more."""

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.turn = 0
        self.changed = Condition()

    @contextmanager
    def one(self) -> Iterator[Server]:
        """The next server."""
        with self.changed:
            self.turn += 1
            server = self.servers[self.turn % len(self.servers)]
            server.busy += 1
        try:
            yield server
        finally:
            with self.changed:
                server.busy -= 1
                self.changed.notify_all()

    def put_in(self, server: Server) -> None:
        """Send work to a server."""
        with self.changed:
            self.servers.append(server)

    def take_out(self, server: Server) -> None:
        """Send no more work to a server, wait until it has answered all, and end it."""
        with self.changed:
            self.servers.remove(server)
            assert self.changed.wait_for(lambda: server.busy == 0, PATIENCE)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE)


@contextmanager
def servers(release: Release) -> Iterator[dict[str, str]]:
    """PostgreSQL and Valkey, of a release's own folder; gives the variables that lead to them."""
    words, told = [release.python, "-m", "local.services"], release.variables
    with subprocess.Popen(words, cwd=release.folder, env=told, stdout=subprocess.PIPE, text=True) as one:
        try:
            assert one.stdout
            lines = [one.stdout.readline().strip() for _ in range(3)]
            yield dict(line.split("=", 1) for line in lines if "_URL=" in line)
        finally:
            one.send_signal(signal.SIGINT)
            one.wait(PATIENCE)


def answers(server: Server, path: str) -> int:
    """What a server says, or 0."""
    try:
        return server.ask("GET", path)[0]
    except OSError:
        return 0


def until(is_so: Callable[[], object]) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.05)


def ended(process: "subprocess.Popen[bytes]") -> None:
    """End a process that still runs."""
    if process.poll() is None:
        process.terminate()
    process.wait(PATIENCE)
