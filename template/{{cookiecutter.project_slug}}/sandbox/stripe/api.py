"""The API: who asks, with which key, for what; and the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.server import Answer, App, Request
from sandbox.stripe import VERSION
from sandbox.stripe.errors import NotAllowed, StripeError
from sandbox.stripe.forms import Takes, read, tree
from sandbox.stripe.idempotency import Keys
from sandbox.stripe.state import State, Thing

TEST_KEYS = ("sk_test_", "rk_test_")


@dataclass(frozen=True)
class Call:
    """One call of the API.

    Attributes:
        args: what stood in the path's places.
        url: where the sandbox is, for pages that somebody has to visit.
    """

    state: State
    params: Thing
    args: dict[str, str]
    url: str


Resource = Callable[[Call], Thing]
# The answer, and whether it is kept for the key of the request.
Work = Callable[[], tuple[Answer, bool]]


@dataclass(frozen=True)
class Operation:
    """Something that can be asked of Stripe."""

    method: str
    path: str
    takes: Takes
    do: Resource


OPERATIONS: list[Operation] = []


def operation(method: str, path: str, takes: Takes) -> Callable[[Resource], Resource]:
    """Have a function answer a call."""

    def known(do: Resource) -> Resource:
        OPERATIONS.append(Operation(method, path, takes, do))
        return do

    return known


class Api:
    """Stripe's API in front of a state.

    Attributes:
        inside: does the work, or lets something happen to it while it is done.
    """

    def __init__(self, state: State, url: str) -> None:
        self.state = state
        self.url = url
        self.keys = Keys(state.clock)
        self.inside: Callable[[Request, Work], tuple[Answer, bool]] = lambda _, do: do()

    def join(self, app: App) -> None:
        """Answer for every operation that there is."""
        for each in OPERATIONS:
            app.route(each.method, each.path, self._handler(each), api=True)
        known = [{"method": each.method, "path": each.path, "takes": list(each.takes)} for each in OPERATIONS]
        app.route("GET", "/sandbox/stripe/operations", lambda _: Answer.of(known))

    def _handler(self, asked: Operation) -> Callable[[Request], Answer]:
        def handle(request: Request) -> Answer:
            try:
                self._refuse_strangers(request)
                return self.keys.once(
                    request, lambda: self.inside(request, lambda: self._done(asked, request))
                )
            except StripeError as error:
                return refusal(error)

        return handle

    def _refuse_strangers(self, request: Request) -> None:
        key = request.header("Authorization").removeprefix("Bearer ")
        if not key:
            raise NotAllowed("You did not provide an API key.")
        if not key.startswith(TEST_KEYS):
            raise NotAllowed(f"Invalid API Key provided: {key[:8]}***. The sandbox takes test keys alone.")
        version = request.header("Stripe-Version") or VERSION
        if version != VERSION:
            raise NotAllowed(f"The sandbox speaks version {VERSION} alone. Found: {version}.")

    def _done(self, asked: Operation, request: Request) -> tuple[Answer, bool]:
        """The answer, and whether it is kept for the request's key."""
        with self.state.lock:
            self.state.clock.catch_up()
            self.state.request = request.id
            self.state.key = request.header("Idempotency-Key") or None
            try:
                params = read(tree(request.form), asked.takes)
                paths = params.pop("expand", [])
                thing = asked.do(Call(self.state, params, dict(request.args), self.url))
                return Answer.of(self.state.expanded(thing, paths), stripe_version=VERSION), True
            except StripeError as error:
                return refusal(error), error.began
            finally:
                self.state.request = self.state.key = None


def refusal(error: StripeError) -> Answer:
    """The answer of an error."""
    return Answer.of(error.as_json(), status=error.status)


def meta(before: dict[str, str], given: dict[str, Any]) -> dict[str, str]:
    """Somebody's notes with new ones; an empty one takes an old one away."""
    return {name: value for name, value in {**before, **given}.items() if value}
