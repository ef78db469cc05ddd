"""Faults on demand: what networks and providers do to everybody one day, whenever you like.

For one request, by its header:

    Sandbox-Fault: drop-after
    Sandbox-Fault: 500-before; once

`once` strikes the first request with an idempotency key, and lets its retries pass. For the next requests of
anybody, by `POST /sandbox/faults` with `fault`, `times` and, for some paths alone, `path`.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from sandbox.console import table
from sandbox.control import Control
from sandbox.server import Answer, App, Handler, Request

Work = Callable[[], tuple[Answer, bool]]
STRIKES = "sandbox-strikes"  # tells the inside what the outside has chosen
HELD_FOR = 60  # seconds, should nobody let go


class Fault(StrEnum):
    """What goes wrong. `before`: nothing was done. `after`: it was done, and nobody hears of it."""

    DROP_BEFORE = "drop-before"
    DROP_AFTER = "drop-after"
    HANG_BEFORE = "hang-before"
    HANG_AFTER = "hang-after"
    ERROR_BEFORE = "500-before"
    ERROR_AFTER = "500-after"
    TOO_MANY = "429"
    HOLD = "hold"

    @property
    def inside(self) -> bool:
        """Whether it happens while the request is at work, so that idempotency keys notice it."""
        return self in {Fault.ERROR_BEFORE, Fault.ERROR_AFTER, Fault.HOLD}


@dataclass
class Armed:
    """A fault that waits for requests.

    Attributes:
        path: how their paths begin.
        times: how many it will strike yet.
    """

    fault: Fault
    path: str
    times: int


class Faults:
    """Chooses which request is struck by what.

    Attributes:
        held: the requests that wait for somebody to let go, as method and key.
    """

    def __init__(self, app: App, control: Control) -> None:
        self.armed: list[Armed] = []
        self.held: list[tuple[str, str]] = []
        self._struck: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._go_on = threading.Condition(self._lock)
        self._released = 0
        app.around.append(self.around)
        app.inside = lambda request, handler: self.inside(request, lambda: (handler(request), True))[0]
        control.verb("faults", self.arm)
        control.verb("faults/release", self.release)
        control.sections.append(self.section)
        app.route("GET", "/sandbox/faults/held", lambda _: Answer.of(self.first_held()))

    def arm(self, form: dict[str, str]) -> list[dict[str, object]]:
        """Let a fault strike the next requests; `times=0` takes all back.

        Raises:
            ValueError: there is no such fault, or no such number.
        """
        times = int(form.get("times") or 1)
        with self._lock:
            self.armed = [] if times == 0 else self.armed
            if times:
                self.armed.append(Armed(Fault(form.get("fault", "")), form.get("path") or "/v1/", times))
            return [vars(one) for one in self.armed]

    def release(self, _: dict[str, str]) -> dict[str, int]:
        """Let go of the requests that are held."""
        with self._go_on:
            self._released += 1
            self._go_on.notify_all()
        return {"released": self._released}

    def first_held(self) -> list[tuple[str, str]]:
        """The requests that are held; answers when there is one."""
        with self._go_on:
            self._go_on.wait_for(lambda: self.held, timeout=HELD_FOR)
            return list(self.held)

    def around(self, request: Request, handler: Handler) -> Answer:
        """Strike from outside, or tell the inside to."""
        try:
            fault = self._chosen(request)
        except ValueError as error:
            return Answer.misunderstood(f"Sandbox-Fault: {error}.")
        return self._struck_by(fault, request, handler) if fault else handler(request)

    def _struck_by(self, fault: Fault, request: Request, handler: Handler) -> Answer:
        if fault is Fault.TOO_MANY:
            said = {"type": "rate_limit_error", "code": "rate_limit", "message": "Too many requests."}
            return Answer.of({"error": said}, status=429)
        if fault.inside:
            return handler(replace(request, headers={**request.headers, STRIKES: fault.value}))
        silence, _, when = fault.partition("-")
        answer = Answer() if when == "before" else handler(request)
        return replace(answer, silent=silence)

    def inside(self, request: Request, do: Work) -> tuple[Answer, bool]:
        """Strike from inside: idempotency keys see it. An error 500 is kept for the key, as at Stripe."""
        fault = request.header(STRIKES)
        if fault == Fault.HOLD:
            self._wait(request)
        if fault != Fault.ERROR_BEFORE:
            answer, kept = do()
        if fault in {Fault.ERROR_BEFORE, Fault.ERROR_AFTER}:
            said = {"type": "api_error", "message": "An unknown error occurred. Please try again."}
            # To ask again with the key would give this answer again.
            return Answer.of({"error": said}, status=500, stripe_should_retry="false"), True
        return answer, kept

    def _wait(self, request: Request) -> None:
        with self._go_on:
            before = self._released
            self.held.append((request.method, request.header("Idempotency-Key")))
            self._go_on.notify_all()
            self._go_on.wait_for(lambda: self._released > before, timeout=HELD_FOR)
            self.held.remove((request.method, request.header("Idempotency-Key")))

    def _chosen(self, request: Request) -> Fault | None:
        """Which fault strikes a request, if any."""
        name, _, once = request.header("Sandbox-Fault").partition(";")
        with self._lock:
            if name:
                seen = (name, request.header("Idempotency-Key") or request.path)
                if once and seen in self._struck:
                    return None
                self._struck.add(seen)
                return Fault(name.strip())
            for armed in self.armed:
                if armed.times and request.path.startswith(armed.path):
                    armed.times -= 1
                    self.armed = [one for one in self.armed if one.times]
                    return armed.fault
        return None

    def section(self) -> str:
        """What goes wrong next, for the console."""
        choices = "".join(f"<option>{fault.value}</option>" for fault in Fault)
        armed: list[list[object]] = [[one.fault.value, one.path, one.times] for one in self.armed]
        return (
            '<h2>Faults</h2><form method="post" action="/sandbox/faults">'
            f'<label>What goes wrong <select name="fault">{choices}</select></label>'
            '<label>How often; 0 takes all back <input name="times" type="number" value="1" min="0"></label>'
            '<label>Paths that begin with <input name="path" value="/v1/payment_intents"></label>'
            "<button>Let it happen</button></form>"
            '<form method="post" action="/sandbox/faults/release">'
            f"<button>Let go of the {len(self.held)} that are held</button></form>"
            + table(["Will go wrong", "Paths", "Times"], armed)
        )
