"""Another program fills the cache with what never expires, so that nothing of the shop's is kept in it."""

from itertools import count

from redis.exceptions import OutOfMemoryError

from drills.drill import Drill
from drills.errors import DrillFailed
from drills.place import Place
from drills.shopping import newest, orders, page, until_mailed
from shop.taxes.markets import market_of

ROOM = 8 * 2**20  # bytes for everybody
PIECE = b"." * 2**16  # what the other program keeps under each key
SHORT = 2**19  # bytes; less, and a connection that ends makes room for an entry


def trouble(place: Place) -> None:
    """Fill the cache under a policy that lets go only what expires. Then people order."""
    market_of()
    with place.valkeys["cache"].client() as cache:
        cache.config_set("maxmemory-policy", "volatile-lru")
        cache.config_set("maxmemory", cache.info("memory")["used_memory"] + ROOM)
        try:
            for number in count():
                cache.set(f"export:{number}", PIECE)
        except OutOfMemoryError:
            cache.config_set("maxmemory", cache.info("memory")["used_memory"] - SHORT)
        if not cache.info("stats")["evicted_keys"]:
            raise DrillFailed("Nothing of the shop's had to go: the cache was not filled.")
    sells(place)


def proof(place: Place) -> None:
    """Pages answer, and who ordered while nothing was kept has one mail, as everybody else."""
    sells(place)
    until_mailed(place, newest(4))


def sells(place: Place) -> None:
    """A page answers, and two people order.

    Raises:
        DrillFailed: the page does not answer.
    """
    if place.ask(page()) != 200:
        raise DrillFailed("The page does not answer.")
    orders(2)


DRILL = Drill(trouble, proof)
