"""A line before the shop. It stands in Redis, for all processes together.

Who comes takes the next number, once. So many numbers a second are let in, in their order. Nobody is let in
for times in which nobody came, beyond one second's worth: else the first minute of a sale would let all in at
once.
"""

import logging
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from shop.core import clock

logger = logging.getLogger(__name__)

KEY = "surge:line"
# For Redis, this is one step. Gives the line's own number, the place, up to which all are in, and the pace.
STAND = """
local line = redis.call('HMGET', KEYS[1], 'number', 'rate', 'at', 'admitted', 'next')
if not line[1] then return {} end
local now, place = tonumber(ARGV[1]), tonumber(ARGV[2])
local rate, at, admitted, last = tonumber(line[2]), tonumber(line[3]), tonumber(line[4]), tonumber(line[5])
if ARGV[3] ~= line[1] or place > last then place = 0 end
admitted = math.min(last + rate, admitted + math.max(0, now - at) * rate)
if place == 0 then last = last + 1; place = last end
redis.call('HSET', KEYS[1], 'at', string.format('%.3f', math.max(now, at)),
    'admitted', string.format('%.3f', admitted), 'next', string.format('%.0f', last))
return {line[1], place, string.format('%.3f', admitted), line[2]}
"""


class Place(NamedTuple):
    """Where somebody stands.

    Attributes:
        line: its number; each opening is another line.
        number: theirs in it.
        admitted: up to which number all are in.
        rate: how many are let in a second.
    """

    line: str
    number: int
    admitted: float
    rate: float

    @property
    def is_in(self) -> bool:
        """Whether it is their turn."""
        return self.number <= self.admitted

    @property
    def before(self) -> int:
        """How many stand before them."""
        return max(0, int(self.number - self.admitted) - 1)

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return 1 + int((self.number - self.admitted) / self.rate / 60)


class Line:
    """The line, and what this process remembers of it.

    Without Redis there is no line, and all are let in. The queues' server keeps it: a cache forgets when it
    is full, and a line must not.
    """

    PATIENCE = 0.2
    OFTEN = timedelta(seconds=5)

    def __init__(self, url: str) -> None:
        retry = Retry(NoBackoff(), 0)
        self.redis = Redis.from_url(
            url, socket_timeout=self.PATIENCE, socket_connect_timeout=self.PATIENCE, retry=retry
        )
        self.stand = self.redis.register_script(STAND)
        self.none_until = datetime.min.replace(tzinfo=UTC)

    def place(self, line: str, number: int) -> Place | None:
        """Where somebody stands, who has this number or, with 0, none yet; nothing where there is no line.

        That there is none is remembered for a few seconds, so that most of the year it costs nothing.
        """
        if clock.now() < self.none_until:
            return None
        told: list[Any] = []
        try:
            told = self.stand(keys=[KEY], args=[clock.now().timestamp(), number, line])
        except RedisError as error:
            logger.warning("Nobody stands in line: Redis does not answer (%s).", type(error).__name__)
        if not told:
            self.none_until = clock.now() + self.OFTEN
            return None
        named, place, admitted, rate = told
        return Place(named.decode(), int(place), float(admitted), float(rate))

    def open(self, rate: float) -> None:
        """Let people stand in line, and so many in a second. Who stands there already keeps their place.

        Raises:
            RedisError: it was not opened.
        """
        now = clock.now().timestamp()
        begun: dict[str, str | float] = {"number": f"{now:.0f}", "at": now, "admitted": 0, "next": 0}
        with self.redis.pipeline() as at_once:
            for name, value in begun.items():
                at_once.hsetnx(KEY, name, value)
            at_once.hset(KEY, "rate", rate)
            at_once.execute()

    def close(self) -> None:
        """Let all in.

        Raises:
            RedisError: it was not closed.
        """
        self.redis.delete(KEY)


@lru_cache
def line_at(url: str) -> Line:
    """One for each process, since it keeps connections open."""
    return Line(url)


def the_line() -> Line:
    """This shop's."""
    return line_at(settings.CELERY_BROKER_URL)
