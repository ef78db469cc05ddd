"""Dividing amounts so that nothing is created and nothing is lost: the method of the largest remainder.

Every share is rounded down first. The units that are left go, one each, to the shares that lost most by it;
between equals, to the one that comes first. So the result is the same on every day and on every machine.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from shop.core.rounding import Halves, whole


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount by weights: `split(1000, [1, 1, 1])` is 334, 333, 333.

    The shares add up to the amount, also where it is below zero; who weighs nothing gets nothing.

    Raises:
        ValueError: a weight is negative, or none is above zero.
    """
    total = sum(weights)
    if total == 0 or min(weights) < 0:
        raise ValueError(f"Weights are 0 or more, and one at least is above 0. Found: {list(weights)}.")
    return settle([Fraction(amount * weight, total) for weight in weights])


def settle(exact: Sequence[Fraction], halves: Halves = Halves.UP) -> list[int]:
    """Round amounts together: they add up to their rounded sum, and none is a whole unit away from exact.

    Rounded one by one, three times 0.4 would be nothing, and together they are 1.
    """
    total = sum(exact, start=Fraction(0))
    if total < 0:
        # As a mirror of what is above zero, so that taking back leaves nothing behind.
        return [-amount for amount in settle([-amount for amount in exact], halves)]
    down = [floor(amount) for amount in exact]
    left = whole(total, halves) - sum(down)
    # sorted() keeps the order of equals: the earlier comes first.
    by_loss = sorted(range(len(exact)), key=lambda place: down[place] - exact[place])
    for place in by_loss[:left]:
        down[place] += 1
    return down
