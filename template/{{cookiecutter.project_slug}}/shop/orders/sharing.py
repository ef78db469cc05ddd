"""What single units of a line come to: taken off one by one, they are what was paid, to the cent."""

from shop.core.splitting import split
from shop.orders.history import Part


def worth(sold: Part, units: int, *, included: bool) -> Part:
    """What the first units of a line come to, of all that were sold.

    Each unit has its share by the largest remainder, the first ones a cent more where it does not go up. What
    people see as the price is divided, and the tax; the third amount follows. So three for 10.00 are 3.34,
    3.33 and 3.33, and not what comes of a net amount and a tax that are divided each for itself.

    Args:
        included: whether prices have the tax in them.
    """
    each = [1] * sold.units
    tax = sum(split(sold.tax, each)[:units])
    if included:
        return Part(units, sum(split(sold.gross, each)[:units]) - tax, tax)
    return Part(units, sum(split(sold.net, each)[:units]), tax)


def taken(sold: Part, left: int, less: int, *, included: bool) -> Part:
    """What so many units come to that are taken off those that are left: the last of them."""
    return worth(sold, left, included=included) - worth(sold, left - less, included=included)
