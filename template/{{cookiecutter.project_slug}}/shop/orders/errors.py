"""What orders refuse, and why."""

from shop.core.errors import ShopError


class NotPossible(ShopError):
    """An order goes the ways that its table of transitions has, for those whom the table names."""

    code = "not-possible"
    title = "This cannot be done with the order."
# {% if reached("orders.place") %}


class OrderNotFound(ShopError):
    """There is no such order, or it is somebody else's."""

    code = "order-not-found"
    title = "There is no such order."
    status = 404


class CannotBeOrdered(ShopError):
    """An order is made of things that can be bought now, and at least one of them."""

    code = "cannot-be-ordered"
    title = "Something in the cart cannot be ordered."
    status = 422


class TotalChanged(ShopError):
    """Nobody pays another sum than the one that they have seen."""

    code = "total-changed"
    title = "The total is not the one that you saw."


class SentElsewhere(ShopError):
    """Prices and taxes were computed for one country, so the parcel goes there."""

    code = "sent-elsewhere"
    title = "The address is in another country than the cart."
    status = 422


class NotReserved(ShopError):
    """What is ordered has been set aside before: these things, so many, for this cart."""

    code = "not-reserved"
    title = "What is ordered is not what was set aside."


class AlreadyOrdered(ShopError):
    """A cart is ordered once, however often somebody clicks.

    Args:
        order: the public identifier of the order that it became.
    """

    code = "already-ordered"
    title = "This cart has been ordered already."

    def __init__(self, order: str) -> None:
        super().__init__(found=f"the order {order}.", do="look at that order.")
        self.order = order
# {% endif %}
