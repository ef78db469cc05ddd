"""What people and tests can do with the sandbox itself: set its clock, and read what was asked of it."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sandbox.clock import Clock
from sandbox.server import Answer, App, Request

Verb = Callable[[dict[str, str]], Any]


class Control:
    """Verbs below `/sandbox/`, each a form. They answer a program with data, and send a browser back.

    Attributes:
        sections: what stands on the console's page, should there be one.
        between: held while the clock moves, so that no request sees half of it.
    """

    def __init__(self, app: App, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.sections: list[Callable[[], str]] = []
        self.between: AbstractContextManager[Any] = threading.RLock()
        self.verb("clock", self.set_clock)
        app.route("GET", "/sandbox/journal", lambda _: Answer.of([one.as_json() for one in app.journal]))
        app.route("GET", "/sandbox/clock", lambda _: Answer.of({"now": clock.now()}))

    def verb(self, name: str, do: Verb) -> None:
        """Let something be done by `POST /sandbox/<name>`."""
        self.app.route("POST", f"/sandbox/{name}", lambda request: self._done(request, do))

    def _done(self, request: Request, do: Verb) -> Answer:
        # A page somewhere in the web could send a form to this address; a browser says where it comes from.
        origin = request.header("Origin")
        if origin not in {"", f"http://{request.header('Host')}"}:
            return Answer.of({"error": "Only the sandbox's own pages may do this."}, status=403)
        try:
            said = do(dict(request.form))
        except ValueError as error:
            return Answer.of({"error": str(error)}, status=400)
        if "text/html" in request.header("Accept"):
            return Answer.redirect("/sandbox")
        return Answer.of(said)

    def set_clock(self, form: dict[str, str]) -> dict[str, int]:
        """Stand still at a moment (`stand`), or let seconds pass (`advance`); then do what is due.

        Raises:
            ValueError: these are no numbers.
        """
        with self.between:
            if form.get("stand"):
                self.clock.stand(int(form["stand"]))
            if form.get("advance"):
                self.clock.advance(int(form["advance"]))
            self.clock.catch_up()
            return {"now": self.clock.now()}
