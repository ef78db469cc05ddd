"""The store itself, as one more way to take things: some reserve and pay, some pay late, some buy at once."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from threading import local

from shop.core import clock
from shop.inventory.errors import OutOfStock, ReservationClosed
from shop.inventory.models import Reservation, State, StockItem
from shop.inventory.services.closing import cancel_sale, release_lapsed, release_reservation, use_reservation
from shop.inventory.services.ledger import receive_stock
from shop.inventory.services.reserving import allocate_stock, reserve_stock
from tests.builders import a_product, a_variant
from tests.concurrency.strategies.base import Lines


class Store:
    """What the shop does in a day, with everybody coming in the same minute."""

    def __init__(self) -> None:
        self.variants: dict[int, int] = {}
        self.turns = count(1)
        self.mine = local()

    def fill(self, stock: Mapping[int, int]) -> None:
        """Receive a delivery of things that nobody has had before."""
        product = a_product()
        self.variants = {thing: a_variant(product=product).pk for thing in stock}
        receive_stock(units={self.variants[thing]: units for thing, units in stock.items()})

    def take(self, lines: Lines) -> bool:
        """Promise all of it, or nothing. The lines come in any order; the same things are summed."""
        turn = next(self.turns)
        if turn % 10 == 0:
            release_lapsed(batch=5)
        wanted: Counter[int] = Counter()
        for thing, units in lines:
            wanted[self.variants[thing]] += units
        try:
            self.mine.reservation = self.promised(turn, wanted)
        except (OutOfStock, ReservationClosed):
            return False
        return True

    def promised(self, turn: int, wanted: Mapping[int, int]) -> Reservation:
        """A third buys at once, a third is still thinking, a third pays when the sweeper may have come."""
        owner = f"{id(self)}/{turn}"
        match turn % 3:
            case 0:
                return allocate_stock(owner=owner, wanted=wanted)
            case 1:
                return reserve_stock(owner=owner, wanted=wanted, until=clock.now() + timedelta(hours=1))
            case _:
                late = reserve_stock(owner=owner, wanted=wanted, until=clock.now())
                return use_reservation(reservation=late)

    def give_back(self, lines: Lines) -> None:
        """Change one's mind."""
        mine: Reservation = self.mine.reservation
        (release_reservation if mine.state == State.HELD else cancel_sale)(reservation=mine)

    def held(self) -> dict[int, int]:
        """What is promised, for a while or for good."""
        items = StockItem.objects.filter(variant__in=self.variants.values())
        promised = {item.variant_id: item.held + item.allocated for item in items}
        return {thing: promised[variant] for thing, variant in self.variants.items()}
