"""What cannot be a price, and why."""

from shop.core.errors import ShopError


class CountryTaken(ShopError):
    """A shopper's country says which prices are shown, so it can say only one thing."""

    code = "country-taken"
    title = "A country belongs to one region."


class WrongShape(ShopError):
    """Codes of countries and currencies are read by programs."""

    code = "wrong-shape"
    title = "This is not a code as the standard writes it."
    status = 422


class RegionNotFound(ShopError):
    """The shop does not sell there."""

    code = "region-not-found"
    title = "There is no such region."
    status = 404


# {% if reached("price-lists.lists") %}
class WrongListCurrency(ShopError):
    """A list has one currency, and a region's lists have the region's."""

    code = "wrong-list-currency"
    title = "The currency does not fit the list."
    status = 422


class OverlappingLists(ShopError):
    """Two standing lists for the same people at the same time: which of them was meant?"""

    code = "overlapping-lists"
    title = "There is a standing list for the same region, group and time."


class WrongPeriod(ShopError):
    """A list begins before it ends, and a sale does end."""

    code = "wrong-period"
    title = "A list cannot apply in this period."
    status = 422


class PastPrices(ShopError):
    """What was paid was paid. Prices of a time that is over are history."""

    code = "past-prices"
    title = "Prices of the past do not change."


class WrongListPrice(ShopError):
    """A price is nothing or more, for one unit or more."""

    code = "wrong-list-price"
    title = "This cannot stand on a price list."
    status = 422


# {% endif %}
# {% if reached("price-lists.rates") %}
class WrongRate(ShopError):
    """A rate is above nothing, between two currencies, and begins at a moment of its own."""

    code = "wrong-rate"
    title = "This cannot be an exchange rate."
    status = 422


# {% endif %}
# {% if reached("price-lists.choosing") %}
class NoPrice(ShopError):
    """Better no price than a wrong one."""

    code = "no-price"
    title = "There is no price in this currency."
    status = 422
# {% endif %}
