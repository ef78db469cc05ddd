"""What carries requests to Stripe, with a circuit breaker: while Stripe does not answer, nobody waits for it.

Without it each buyer holds a thread of the web process for as long as two attempts may take. It has four, so
four buyers stop every page of the shop.
"""

import logging
from datetime import timedelta
from threading import Lock, local
from typing import Any

import stripe

from shop.core import clock
from shop.core.breaker import Breaker, Circuit, Limits

logger = logging.getLogger(__name__)

# To sell nothing for a minute is dear, and to ask once costs one thread.
LIMITS = Limits(failures=5, shortest=timedelta(seconds=10), longest=timedelta(minutes=1))
AWAY = "Stripe has not answered lately, and is left alone for a while."
BROKEN = 500  # from here on, an answer says that something is wrong with Stripe, and not with what was asked


class LeftAlone(stripe.APIConnectionError):
    """Nothing was sent: Stripe has not answered others lately. So nothing was done by this request."""

    def __init__(self) -> None:
        super().__init__(AWAY)  # type: ignore[no-untyped-call]


class GuardedClient(stripe.RequestsClient):
    """Knows how it goes at Stripe, for one account in one process, and asks only while that makes sense.

    Each attempt counts, also those that Stripe's client makes again by itself: each has held a thread for
    nothing. Whatever is an answer is no failure: neither a declined card nor a 429.

    Args:
        patience: how many seconds to wait for a connection, and for an answer.
    """

    def __init__(self, patience: tuple[float, float]) -> None:
        super().__init__(timeout=patience)
        self.patience = timedelta(seconds=sum(patience))
        self.breaker = Breaker()
        self.lock = Lock()
        self.asking = local()  # in each thread, the breaker as it was when what is asked there was begun

    def request_with_retries(self, *asked: Any, **more: Any) -> Any:
        """Ask, and ask again where nobody answers, as Stripe's client does.

        Raises:
            LeftAlone: nobody was asked.
        """
        self.asking.then = self.begun()
        return super().request_with_retries(*asked, **more)

    def begun(self) -> Breaker:
        """Begin to ask. Half open, one may; until that one has an answer, all others are refused.

        Raises:
            LeftAlone: it is open.
        """
        with self.lock:
            now = clock.now()
            circuit = self.breaker.circuit(now)
            if circuit == Circuit.OPEN:
                raise LeftAlone
            if circuit == Circuit.HALF_OPEN:
                self.breaker = self.breaker.probed(now, self.patience)
            return self.breaker

    def request(self, *asked: Any, **more: Any) -> Any:
        """Make one attempt. What was sent before may have been done, so a second one is not `LeftAlone`.

        Raises:
            APIConnectionError: nobody answered, or it opened since the attempt before.
        """
        then: Breaker = self.asking.then
        if self.breaker.until not in (None, then.until):
            raise stripe.APIConnectionError(AWAY)  # type: ignore[no-untyped-call]
        try:
            answer = super().request(*asked, **more)
        except stripe.APIConnectionError as error:
            self.learn(then, type(error.__cause__).__name__)
            raise
        status = answer[1]
        self.learn(then, f"status {status}" if status >= BROKEN else "")
        return answer

    def learn(self, then: Breaker, wrong: str) -> None:
        """Remember what came of an attempt, and say so once when it opens, and when it closes.

        Args:
            wrong: what was wrong; nothing, where there was an answer.
        """
        with self.lock:
            before = self.breaker
            after = self.breaker = before.learnt(not wrong, then, clock.now(), LIMITS)
        if before.until is None and after.until is not None:
            logger.warning("Stripe is left alone: %d failures in a row, the last %s.", after.failures, wrong)
        elif before.until is not None and after.until is None:
            logger.info("Stripe answers again.")
