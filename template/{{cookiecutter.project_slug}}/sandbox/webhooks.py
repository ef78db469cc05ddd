"""Sends webhooks as providers do: later, again when nobody takes them, and on demand in all the wrong ways.

For what one request makes, by its header:

    Sandbox-Webhooks: copies=2, reverse

For all that follows, by `POST /sandbox/webhooks` with the same words as fields. `hold` keeps them until
`POST /sandbox/webhooks/release`, which takes `copies` and `reverse` too.
"""

import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from sandbox.console import table
from sandbox.control import Control
from sandbox.server import Answer, App, Handler, Request

PATIENCE = 10  # seconds for an answer
# Providers try for days. Here it is seconds, so that people see it happen.
PAUSES = (1, 2, 4, 8, 16)
HERE = {"127.0.0.1", "localhost"}


@dataclass(frozen=True)
class Endpoint:
    """Where webhooks go.

    Args:
        url: an address on this machine.
        secret: what they are signed with.

    Raises:
        ValueError: the address is somewhere else.
    """

    url: str
    secret: str

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        if address.scheme != "http" or address.hostname not in HERE:
            raise ValueError(f"Webhooks go to http://127.0.0.1 and nowhere else. Found: {self.url}.")


@dataclass(frozen=True)
class Policy:
    """How webhooks are sent.

    Attributes:
        copies: how often each; 0 loses it.
        delay: seconds until then.
        reverse: the last one first, among those of one request.
        hold: not before somebody lets go.
    """

    copies: int = 1
    delay: float = 0.0
    reverse: bool = False
    hold: bool = False

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Policy":
        """What words say: `copies=2`, `delay=3`, `lose`, `reverse`, `hold`.

        Raises:
            ValueError: these are no numbers.
        """
        return cls(
            copies=0 if "lose" in told else int(told.get("copies") or 1),
            delay=float(told.get("delay") or 0),
            reverse="reverse" in told,
            hold="hold" in told,
        )


@dataclass
class Message:
    """One webhook for one address.

    Attributes:
        sign: gives the headers that prove where it comes from, at the moment of sending.
        says: how it ended: a status, or why there is none.
    """

    name: str
    url: str
    body: bytes
    sign: Callable[[], dict[str, str]]
    attempts: int = 0
    says: str = ""


class Sender:
    """Sends in a thread of its own, so that no request waits for a shop that is slow."""

    def __init__(self, app: App, control: Control) -> None:
        self.policy = Policy()
        self.sent: deque[Message] = deque(maxlen=200)
        self._held: list[Message] = []
        self._due: list[tuple[float, int, Message]] = []
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._burst = threading.local()
        app.around.append(self.around)
        control.verb("webhooks", self.choose)
        control.verb("webhooks/release", self.release)
        control.sections.append(self.section)
        app.route("GET", "/sandbox/webhooks", lambda _: Answer.of(self.deliveries()))
        threading.Thread(target=self._work, daemon=True).start()

    def choose(self, form: dict[str, str]) -> dict[str, object]:
        """How to send from now on.

        Raises:
            ValueError: these are no numbers.
        """
        self.policy = Policy.of(form)
        return dict(vars(self.policy))

    def release(self, form: dict[str, str]) -> dict[str, int]:
        """Send what is held.

        Raises:
            ValueError: these are no numbers.
        """
        with self._changed:
            messages, self._held = self._held, []
        self._plan(messages, Policy.of(form))
        return {"released": len(messages)}

    def around(self, request: Request, handler: Handler) -> Answer:
        """Send what a request has made, when it is done."""
        words = request.header("Sandbox-Webhooks")
        told = dict(word.strip().partition("=")[::2] for word in words.split(","))
        try:
            policy = Policy.of(told) if words else self.policy
        except ValueError as error:
            return Answer.misunderstood(f"Sandbox-Webhooks: {error}.")
        self._burst.messages = []
        try:
            return handler(request)
        finally:
            messages, self._burst.messages = self._burst.messages, None
            self._plan(messages, policy)

    def send(self, message: Message) -> None:
        """Send something: with the others of its request, or by itself when none is at work."""
        burst = getattr(self._burst, "messages", None)
        if burst is None:
            self._plan([message], self.policy)
        else:
            burst.append(message)

    def deliveries(self) -> list[dict[str, object]]:
        """What was sent, the oldest first."""
        return [{"event": one.name, "attempts": one.attempts, "says": one.says} for one in self.sent]

    def _plan(self, messages: list[Message], policy: Policy) -> None:
        with self._changed:
            if policy.hold:
                self._held += messages
                return
            for message in reversed(messages) if policy.reverse else messages:
                for _ in range(policy.copies):
                    copy = Message(message.name, message.url, message.body, message.sign)
                    self._put(copy, policy.delay)

    def _put(self, message: Message, delay: float) -> None:
        heapq.heappush(self._due, (time.monotonic() + delay, next(self._count), message))
        self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._due)
                wait = self._due[0][0] - time.monotonic()
                if wait > 0:
                    self._changed.wait(wait)
                    continue
                message = heapq.heappop(self._due)[2]
            self._deliver(message)

    def _deliver(self, message: Message) -> None:
        message.says = posted(message)
        message.attempts += 1
        if message.attempts == 1:
            self.sent.append(message)
        if not message.says.startswith("2") and message.attempts <= len(PAUSES):
            with self._changed:
                self._put(message, PAUSES[message.attempts - 1])

    def section(self) -> str:
        """What the console shows of them."""
        rows: list[list[object]] = [[one.name, one.attempts, one.says] for one in list(self.sent)[:-21:-1]]
        return (
            '<h2>Webhooks</h2><form method="post" action="/sandbox/webhooks">'
            '<label>Copies <input name="copies" type="number" value="1" min="1"></label>'
            '<label>Seconds of delay <input name="delay" type="number" value="0" min="0"></label>'
            '<label>Last one first <input name="reverse" type="checkbox"></label>'
            '<label>Lose them <input name="lose" type="checkbox"></label>'
            '<label>Hold them <input name="hold" type="checkbox"></label>'
            "<button>Send like this</button></form>"
            '<form method="post" action="/sandbox/webhooks/release">'
            f"<button>Send the {len(self._held)} that are held</button></form>"
            + table(["Event", "Attempts", "Answer"], rows)
        )


def posted(message: Message) -> str:
    """Send it once; gives the status, or why there is none."""
    address = urlsplit(message.url)
    connection = HTTPConnection(address.hostname or "", address.port or 80, timeout=PATIENCE)
    headers = {"Content-Type": "application/json; charset=utf-8", "Connection": "close", **message.sign()}
    try:
        connection.request("POST", address.path or "/", message.body, headers)
        return str(connection.getresponse().status)
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
