"""Amounts that are computed line by line, rounded where the shop rounds."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from fractions import Fraction

from shop.core.rounding import Halves, Rounding
from shop.core.splitting import settle


def round_lines(
    exact: Sequence[Fraction], rates: Sequence[Hashable], rounding: Rounding, halves: Halves = Halves.UP
) -> list[int]:
    """Round what was computed for each line, such as its tax: the lines add up to what the invoice says.

    Where rates or the total are rounded, lines may differ by one unit from what they would be alone.

    Args:
        rates: by which rate each amount was computed, in the order of the amounts.
    """
    together: dict[Hashable, list[int]] = defaultdict(list)
    for place, rate in enumerate(rates):
        together[{Rounding.LINE: place, Rounding.RATE: rate, Rounding.TOTAL: None}[rounding]].append(place)
    rounded = [0] * len(exact)
    for places in together.values():
        for place, amount in zip(places, settle([exact[place] for place in places], halves), strict=True):
            rounded[place] = amount
    return rounded
