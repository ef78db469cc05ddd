"""Send one message to one address, and say what came of it. The other side is not trusted in anything."""

import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from threading import Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from shop.core import clock
# {% if reached("observability.tracing") %}
from shop.core.observing import carried
# {% endif %}
from shop.core.outside import outside
from shop.webhooks.errors import WrongEndpoint
from shop.webhooks.outside import PORTS, Target, resolve, target_of

DEADLINE = 15.0  # seconds for all of it; the specification advises 15 to 30
LATEST = timedelta(hours=24)  # nobody tells us to wait for longer


@dataclass(frozen=True)
class Answer:
    """What came of it.

    Attributes:
        status: what was answered; nothing, if nobody did.
        why: what went wrong on the way.
        after: how long the other side asks us to wait.
    """

    status: int | None
    why: str = ""
    after: timedelta = timedelta(0)

    @property
    def good(self) -> bool:
        """Whether it arrived. A redirect is no arrival: whoever moved says so to a person."""
        return self.status is not None and 200 <= self.status < 300


def post(*, url: str, body: bytes, headers: Mapping[str, str], deadline: float = DEADLINE) -> Answer:
    """Send a body to an address. No redirect is followed, and nothing of the answer's body is read or kept.

    Args:
        deadline: seconds, for connecting and for answering together. A socket's own time limit begins anew
            with each byte, so that one byte a second would hold us for ever.

    Raises:
        RuntimeError: a transaction is open, which would wait for the network.
    """
    try:
        target = target_of(url)
        with outside(f"webhook: {target.host}"), line_to(target, resolve(target), deadline) as line:
            # {% if reached("observability.tracing") %}
            named = {"Host": host_of(target), **carried(outside=True), **headers}
            line.request("POST", target.path, body=body, headers=named)
            # {% else %}
            line.request("POST", target.path, body=body, headers={"Host": host_of(target), **headers})
            # {% endif %}
            answer = line.getresponse()
            return Answer(answer.status, "", wait_asked(answer.headers.get("Retry-After", "")))
    except WrongEndpoint as refusal:
        return Answer(None, refusal.found)
    except (OSError, HTTPError, HTTPException) as error:
        return Answer(None, f"{type(error).__name__}: {error}"[:200])


@contextmanager
def line_to(target: Target, addresses: Sequence[str], deadline: float) -> Iterator[HTTPConnection]:
    """A line to one of the very addresses that were looked at; it is cut when the time is over."""
    lines = [line_at(address, target, deadline / len(addresses)) for address in addresses]
    scissors = Timer(deadline, cut, [lines])
    scissors.daemon = True
    scissors.start()
    try:
        yield first_of(lines)
    finally:
        scissors.cancel()
        for line in lines:
            line.close()


def line_at(address: str, target: Target, seconds: float) -> HTTPConnection:
    """A line that is not connected yet. For each wait alone, it has so many seconds."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    # The name is what the certificate must have. The address is where we go, and nobody is asked again.
    trusted = ssl.create_default_context()
    return HTTPSConnection(
        address, target.port, timeout=seconds, ssl_context=trusted, server_hostname=target.host
    )


def first_of(lines: Sequence[HTTPConnection]) -> HTTPConnection:
    """The first that can be connected. A name may have an address that cannot be reached from here.

    Raises:
        OSError, HTTPError: none can be; this is what the last one said.
    """
    *others, last = lines
    for line in others:
        with suppress(OSError, HTTPError):
            line.connect()
            return line
    last.connect()
    return last


def cut(lines: Sequence[HTTPConnection]) -> None:
    """End lines that somebody is waiting at: whoever reads from one reads its end."""
    for line in lines:
        with suppress(OSError, AttributeError):
            line.sock.shutdown(socket.SHUT_RDWR)


def host_of(target: Target) -> str:
    """Who is meant, of all that live at an address."""
    name = f"[{target.host}]" if ":" in target.host else target.host
    return name if target.port == PORTS[target.scheme] else f"{name}:{target.port}"


def wait_asked(said: str) -> timedelta:
    """How long `Retry-After` asks to wait, in seconds or until a date; nothing, if it makes no sense."""
    if said.isdecimal():
        return min(timedelta(seconds=min(int(said), 10**6)), LATEST)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return timedelta(0)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - clock.now(), LATEST))


def unix(moment: datetime) -> int:
    """A moment in seconds, as it is signed."""
    return int(moment.timestamp())
