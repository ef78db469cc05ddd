"""The one address that shoppers know: every connection goes to whichever release serves now."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

from local.processes import HOST


class Switch(ThreadingTCPServer):
    """Listens, and reads from a file where to go."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__((HOST, 0), Through)


class Through(BaseRequestHandler):
    """One connection, carried to the other side and back."""

    def handle(self) -> None:
        """Carry bytes both ways until one side has no more."""
        assert isinstance(self.server, Switch)
        with suppress(OSError, ValueError):
            there = socket.create_connection((HOST, int(self.server.file.read_text())))
            with there:
                threading.Thread(target=carry, args=(self.request, there), daemon=True).start()
                carry(there, self.request)


def carry(source: socket.socket, sink: socket.socket) -> None:
    """Carry bytes one way, and say when there are no more."""
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def switch_to(file: Path) -> Iterator[str]:
    """Have a switch inside a `with` block; gives its address."""
    with Switch(file) as switch:
        thread = threading.Thread(target=switch.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{HOST}:{switch.server_address[1]}"
        finally:
            switch.shutdown()
            thread.join()
