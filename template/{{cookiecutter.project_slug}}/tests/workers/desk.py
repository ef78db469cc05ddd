"""A desk at which work in another process calls, and waits until it is told to go on. Nobody sleeps."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
PATIENCE = 60  # seconds, after which a test has failed
VARIABLE = "TEST_DESK"


def call(says: str) -> None:
    """Come to the desk, say something, and wait to be sent on. Where there is no desk, go on."""
    if port := os.environ.get(VARIABLE):
        with socket.create_connection((HOST, int(port)), timeout=PATIENCE) as line:
            line.sendall(f"{says}\n".encode())
            line.recv(1)


class Visitor:
    """Somebody who waits at the desk.

    Attributes:
        says: what they said.
    """

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        line.settimeout(PATIENCE)
        with line.makefile() as words:
            self.says = words.readline().strip()

    def go_on(self) -> None:
        """Send them on."""
        self.line.close()


class Desk:
    """Where others come. It is found by the variable TEST_DESK."""

    def __init__(self, door: socket.socket) -> None:
        self.door = door
        door.settimeout(PATIENCE)
        self.variables = {VARIABLE: str(door.getsockname()[1])}
        self.visitors: list[Visitor] = []

    def visitor(self) -> Visitor:
        """Wait for the next one."""
        self.visitors.append(Visitor(self.door.accept()[0]))
        return self.visitors[-1]


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Have a desk inside a `with` block. Who is left there afterwards is sent on."""
    with socket.create_server((HOST, 0)) as door:
        desk = Desk(door)
        yield desk
        for visitor in desk.visitors:
            visitor.go_on()
