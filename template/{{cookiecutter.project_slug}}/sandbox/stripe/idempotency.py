"""Idempotency keys, as Stripe documents them.

The first answer for a key is kept, be it a success or an error, an error 500 too, and is given again to
whoever comes with the same key and the same request. Another request with the key is refused, and so is one
that comes while the first is still at work. What was refused before anything was begun is not kept. After a
day a key is forgotten.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.server import Answer, Request
from sandbox.stripe.errors import Invalid, KeyInUse, KeyReused

# Method, path and fields: the same key has to come with the same.
Asked = tuple[str, str, tuple[tuple[str, str], ...]]
DAY = 24 * 60 * 60
LONGEST = 255


@dataclass
class Kept:
    """What is known of a key.

    Attributes:
        asked: the request that came with it first.
        answer: what was answered; None while it is at work.
    """

    asked: Asked
    since: int
    answer: Answer | None = None


class Keys:
    """The keys of one account."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[tuple[str, str], Kept] = {}
        self._lock = threading.Lock()

    def once(self, request: Request, do: Callable[[], tuple[Answer, bool]]) -> Answer:
        """Do what was asked, or give the answer of the first time.

        Args:
            do: gives the answer, and whether it is to be kept.

        Raises:
            StripeError: the key cannot be used like this.
        """
        key = request.header("Idempotency-Key")
        if request.method != "POST" or not key:
            return do()[0]
        if len(key) > LONGEST:
            raise Invalid(f"Idempotency keys cannot have more than {LONGEST} characters.")
        # Another account may use the same words.
        name = (request.header("Authorization"), key)
        asked = (request.method, request.path, tuple(sorted(request.form)))
        if known := self._begin(name, asked):
            return Answer(known.status, known.body, headers={"Idempotent-Replayed": "true"})
        with self._at_work(name):
            answer, keep = do()
            if keep:
                self._kept[name].answer = answer
        return answer

    def _begin(self, name: tuple[str, str], asked: Asked) -> Answer | None:
        """Take a key, or find what was answered."""
        now = self._clock.now()
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or (kept.answer and now - kept.since >= DAY):
                self._kept[name] = Kept(asked, now)
                return None
        if kept.asked != asked:
            raise KeyReused(
                "Keys for idempotent requests can only be used with the same parameters they were first used "
                f"with. Try using a key other than '{name[1]}' if you meant to execute a different request."
            )
        if kept.answer is None:
            raise KeyInUse(
                "There is currently another in-progress request using this Idempotency-Key (that probably "
                f"means you submitted twice, and the other request is still going through): {name[1]}. "
                "Please try again later.",
                code="idempotency_key_in_use",
            )
        return kept.answer

    @contextmanager
    def _at_work(self, name: tuple[str, str]) -> Iterator[None]:
        """Let go of a key for which nothing was kept."""
        try:
            yield
        finally:
            with self._lock:
                if self._kept[name].answer is None:
                    del self._kept[name]
