"""Serve the built site from its folder with the standard library."""

import errno
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from shopwright.errors import Problem


class Server(ThreadingHTTPServer):
    """A server that does not share its port: two sites on one port would answer by chance."""

    allow_reuse_port = False
    daemon_threads = True


class QuietHandler(SimpleHTTPRequestHandler):
    """Files of one folder, without a line of log for each of them."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the reader looks at the browser."""


def server(folder: Path, port: int) -> Server:
    """Return a server of a folder on 127.0.0.1, bound but not yet answering; port 0 takes a free one.

    Raises:
        Problem: the site was not built, or the port cannot be had.
    """
    if not (folder / "index.html").is_file():
        raise Problem(
            "There is no site to serve.",
            found=f"no index.html in {folder}.",
            do="run `shopwright site build`.",
        )
    try:
        return Server(("127.0.0.1", port), partial(QuietHandler, directory=str(folder)))
    except OverflowError as error:
        raise Problem(
            "The site could not be served.", found=f"port {port}.", do="name a port from 1024 to 65535."
        ) from error
    except OSError as error:
        raise Problem(
            f"The site could not be served on port {port}.", found=_reason(error, port),
            do=f"stop that program, or name another port: `make site PORT={port + 10}`.",
        ) from error  # fmt: skip


def _reason(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"another program listens on 127.0.0.1:{port}."
    return f"{error.strerror}."
