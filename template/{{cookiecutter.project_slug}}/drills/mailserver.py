"""A mail server that keeps what it is given in a folder: `python -m drills.mailserver PORT FOLDER`.

It understands what Django's client says, and no more.
"""

import sys
from itertools import count
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from local.processes import HOST

number = count()
HELLO, FINE, GO_ON, BYE = (b"220 drill\r\n", b"250 fine\r\n", b"354 go on\r\n", b"221 bye\r\n")


class Conversation(StreamRequestHandler):
    """One client."""

    def handle(self) -> None:
        """Say yes to everything, and keep what comes as data."""
        self.wfile.write(HELLO)
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.wfile.write(BYE)
                return
            self.wfile.write(GO_ON if verb == b"DATA" else FINE)
            if verb == b"DATA":
                self.keep()
                self.wfile.write(FINE)

    def keep(self) -> None:
        """Write a mail down, up to the line that has a dot alone."""
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        assert isinstance(self.server, Server)
        (self.server.folder / f"{next(number)}.mail").write_bytes(b"".join(lines).replace(b"\r\n", b"\n"))


class Server(ThreadingTCPServer):
    """The server, and where it keeps what it was given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, folder: Path) -> None:
        self.folder = folder
        super().__init__((HOST, port), Conversation)


if __name__ == "__main__":
    with Server(int(sys.argv[1]), Path(sys.argv[2])) as server:
        server.serve_forever(poll_interval=0.1)
