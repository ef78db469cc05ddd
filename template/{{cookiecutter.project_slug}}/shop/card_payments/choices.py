"""What a shop can choose about cards, in `config/shop.toml`."""

from enum import StrEnum


class Capture(StrEnum):
    """When the money is taken that a card pays."""

    AT_ONCE = "at-once"  # with the order
    LATER = "later"  # set aside with the order, and taken when somebody says so, within a week
