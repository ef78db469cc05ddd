"""What payments refuse, and why."""

from shop.core.errors import ShopError


class NothingToPay(ShopError):
    """A payment is of something."""

    code = "nothing-to-pay"
    title = "There is nothing to pay."
    status = 422


class OtherCurrency(ShopError):
    """A payment is in the currency of its order, and so is all that happens to it."""

    code = "other-currency"
    title = "This is money of another currency."


class OtherReference(ShopError):
    """A payment is one thing at its provider, and that thing is one payment."""

    code = "other-reference"
    title = "The payment has another name at its provider."


class OtherOrder(ShopError):
    """What was paid is paid for one order."""

    code = "other-order"
    title = "This payment is for another order."
