"""What stands between shoppers and a cluster's web processes: each connection goes to the next of them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

from local.processes import HOST
from tests.release.switch import carry


class Switch(ThreadingTCPServer):
    """It sends to whom it was told of, and believes that they are there until it hears that they are not.

    Attributes:
        sent: how many connections went to each port, also those that nobody took.
        under_way: how many of them have not ended.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        self.known: list[int] = []
        self.sent: dict[int, int] = {}
        self.under_way: dict[int, int] = {}
        self.turn = 0
        self.changed = threading.Condition()
        super().__init__((HOST, 0), Through)

    @property
    def port(self) -> int:
        """Where shoppers come."""
        return int(self.server_address[1])

    def hears_of(self, port: int) -> None:
        """From now on, send there, too."""
        with self.changed:
            self.known.append(port)

    def forgets(self, port: int) -> None:
        """From now on, send there no more."""
        with self.changed:
            self.known.remove(port)

    def next(self) -> int:
        """To whom the next connection goes."""
        with self.changed:
            self.turn += 1
            port = self.known[self.turn % len(self.known)]
            self.sent[port] = self.sent.get(port, 0) + 1
            self.under_way[port] = self.under_way.get(port, 0) + 1
            self.changed.notify_all()
            return port

    def ended(self, port: int) -> None:
        """A connection has ended."""
        with self.changed:
            self.under_way[port] -= 1
            self.changed.notify_all()

    def until_sent(self, port: int, further: int, patience: float) -> None:
        """Wait until so many more were sent to a port."""
        with self.changed:
            goal = self.sent.get(port, 0) + further
            assert self.changed.wait_for(lambda: self.sent.get(port, 0) >= goal, patience)

    def until_under_way(self, port: int, left: int, patience: float) -> None:
        """Wait until no more than so many are left at a port."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.under_way.get(port, 0) <= left, patience)


class Through(BaseRequestHandler):
    """One connection, carried to the other side and back. Nobody there is no answer."""

    def handle(self) -> None:
        """Carry bytes both ways until the other side has no more."""
        assert isinstance(self.server, Switch)
        port = self.server.next()
        try:
            with suppress(OSError), socket.create_connection((HOST, port)) as there:
                threading.Thread(target=carry, args=(self.request, there), daemon=True).start()
                carry(there, self.request)
        finally:
            self.server.ended(port)


@contextmanager
def switch() -> Iterator[Switch]:
    """Have a switch inside a `with` block."""
    with Switch() as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield found
        finally:
            found.shutdown()
            thread.join()
