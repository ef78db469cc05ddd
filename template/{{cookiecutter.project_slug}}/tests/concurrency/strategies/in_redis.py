"""Decide in Redis, where a script runs alone; write to the database afterwards, which stays the truth."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from redis import Redis

from tests.concurrency.strategies.base import Lines, OnShelf, put, summed

TAKE = """
for place, key in ipairs(KEYS) do
    if tonumber(redis.call('GET', key) or 0) < tonumber(ARGV[place]) then return 0 end
end
for place, key in ipairs(KEYS) do redis.call('DECRBY', key, ARGV[place]) end
return 1
"""


class InRedis(OnShelf):
    """A fast no. A yes costs a trip more, and whoever dies between has taken from one of the two."""

    def __init__(self) -> None:
        self.redis = Redis.from_url(str(settings.CACHES["default"]["LOCATION"]))
        self.script = self.redis.register_script(TAKE)

    def fill(self, stock: Mapping[int, int]) -> None:
        """Fill the table, and tell Redis what is free."""
        super().fill(stock)
        self.redis.mset({key(thing): count for thing, count in stock.items()})

    def take(self, lines: Lines) -> bool:
        """Ask Redis, then write."""
        units = summed(lines)
        if not self.script(keys=[key(thing) for thing in units], args=list(units.values())):
            return False
        with transaction.atomic():  # in a shop, more is written along with it
            put(units, 1)
        return True

    def give_back(self, lines: Lines) -> None:
        """Write first, then tell Redis: if somebody dies between, too little is for sale, never too much."""
        super().give_back(lines)
        for thing, count in summed(lines).items():
            self.redis.incrby(key(thing), count)

    def remove(self) -> None:
        """Leave nothing behind."""
        super().remove()
        for found in self.redis.scan_iter("laboratory:*"):
            self.redis.delete(found)
        self.redis.close()


def key(thing: int) -> str:
    """Where Redis keeps what is free of a thing."""
    return f"laboratory:{thing}"
