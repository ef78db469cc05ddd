"""What the simulated Stripe knows, in memory: its objects, and what happened."""

import secrets
import string
import threading
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from sandbox.clock import Clock
from sandbox.stripe import VERSION
from sandbox.stripe.errors import Invalid, NoSuch

Thing = dict[str, Any]
LETTERS = string.ascii_letters + string.digits

# What an identifier's first letters say.
KINDS = {
    "cus": "customer",
    "pm": "payment_method",
    "pi": "payment_intent",
    "ch": "charge",
    "clock": "test_helpers.test_clock",
    "cs_test": "checkout.session",
    "re": "refund",
    "du": "dispute",
    "price": "price",
    "prod": "product",
    "evt": "event",
}


class State:
    """Everything, held by one lock: a request is done before the next begins.

    Attributes:
        clock: everybody's.
        clocks: those of some customers alone, by their names.
        listeners: who wants to know of each event as it happens.
        request, key: of the request at work, for the events that it makes.
        unsaid: what the bank knows of a thing and nobody is told, by the thing's name.
        spent: the payment methods that cannot be used again.
        intended: what the payment intent of a checkout session will be, by the session's name.
        folded: fields that are shown to whoever asks for them with `expand`, by the thing's name.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.clocks: dict[str, Clock] = {}
        self.lock = threading.RLock()
        self.listeners: list[Callable[[Thing], None]] = []
        self.request: str | None = None
        self.key: str | None = None
        self.unsaid: dict[str, str] = {}
        self.spent: set[str] = set()
        self.intended: dict[str, Thing] = {}
        self.folded: dict[str, Thing] = {}
        self._untold: deque[Thing] = deque()
        self._things: dict[str, Thing] = {}

    def new(self, prefix: str, **fields: Any) -> Thing:
        """Make a thing and keep it."""
        thing: Thing = {
            "id": self.name(prefix),
            "object": KINDS[prefix],
            "created": self.clock_of(fields).now(),
            **fields,
        }
        if prefix != "re":  # a refund alone does not say which world it is of
            thing["livemode"] = False
        self._things[thing["id"]] = thing
        return thing

    def clock_of(self, thing: Thing) -> Clock:
        """The clock by which a thing lives: its customer's, if they have one of their own, or everybody's."""
        customer = self._things.get(thing.get("customer") or "", {})
        name = thing.get("test_clock") or customer.get("test_clock")
        return self.clocks.get(name or "", self.clock)

    def forget(self, thing: Thing) -> None:
        """Lose a thing."""
        del self._things[thing["id"]]

    def name(self, prefix: str) -> str:
        """A name that nobody can guess."""
        return f"{prefix}_" + "".join(secrets.choice(LETTERS) for _ in range(24))

    def get(self, prefix: str, name: str | None, param: str = "id") -> Thing:
        """The thing of a name.

        Raises:
            NoSuch: there is none of this kind.
        """
        if name and name.startswith(f"{prefix}_") and name in self._things:
            return self._things[name]
        raise NoSuch(KINDS[prefix], name or "", param)

    def all(self, prefix: str) -> list[Thing]:
        """All of a kind, the newest first."""
        return [thing for name, thing in reversed(self._things.items()) if name.startswith(f"{prefix}_")]

    def page(self, things: list[Thing], params: Thing, url: str) -> Thing:
        """The part of a list that was asked for.

        Raises:
            Invalid: nobody can have a page of that size.
        """
        limit = params.get("limit", 10)
        if not 1 <= limit <= 100:
            raise Invalid("Limit must be between 1 and 100.", param="limit")
        names = [thing["id"] for thing in things]
        if after := params.get("starting_after"):
            things = things[names.index(after) + 1 :] if after in names else []
        if before := params.get("ending_before"):
            things = things[: names.index(before)][-limit:] if before in names else []
        return {"object": "list", "url": url, "has_more": len(things) > limit, "data": things[:limit]}

    def happened(self, type_: str, thing: Thing, before: Thing | None = None) -> None:
        """Note an event, with the thing as it is now.

        Args:
            before: the fields that changed, as they were.
        """
        data = {"object": deepcopy(thing)} | ({"previous_attributes": before} if before else {})
        event = self.new(
            "evt",
            created=self.clock_of(thing).now(),
            type=type_,
            api_version=VERSION,
            data=data,
            pending_webhooks=0,
            request={"id": self.request, "idempotency_key": self.key},
        )
        self._untold.append(event)
        if len(self._untold) > 1:
            return  # a listener has made it happen; it is told when all have heard the first one
        while self._untold:
            for listener in self.listeners:
                listener(self._untold[0])
            self._untold.popleft()

    def expanded(self, thing: Thing, paths: list[str]) -> Thing:
        """A copy with whole things where names stand, along paths such as `latest_charge`."""
        shown = deepcopy(thing)
        for path in paths:
            self._expand(shown, path.split("."), path)
        return shown

    def _expand(self, shown: Thing, steps: list[str], path: str) -> None:
        if shown.get("object") == "list" and steps[0] == "data":
            for row in shown["data"]:
                self._expand(row, steps[1:], path)
            return
        name = steps[0]
        folded = self.folded.get(shown.get("id", ""), {})
        if name in folded:
            shown[name] = deepcopy(folded[name])
        if name not in shown:
            raise Invalid(f"This property cannot be expanded ({path}).", param="expand[]")
        if isinstance(shown[name], str):
            shown[name] = deepcopy(self._things.get(shown[name], shown[name]))
        if steps[1:] and isinstance(shown[name], dict):
            self._expand(shown[name], steps[1:], path)
