"""What the shelves refuse, and why."""

# {% if reached("reservations.reserve") %}
from collections.abc import Mapping

# {% endif %}
from shop.core.errors import ShopError


class WrongQuantity(ShopError):
    """A delivery brings something, damage takes something away, and nothing is no movement."""

    code = "wrong-quantity"
    title = "This quantity does not fit its reason."
    status = 422


class NotStocked(ShopError):
    """Only things that are kept have a place on a shelf; what is packed of others has not."""

    code = "not-stocked"
    title = "This is not kept in stock."
    status = 422


class StockPromised(ShopError):
    """Fewer cannot be there than have been promised to somebody."""

    code = "stock-promised"
    title = "There would be less than has been promised."
# {% if reached("reservations.reserve") %}


class OutOfStock(ShopError):
    """All that is wanted is promised, or nothing of it is. What fell short is named.

    Args:
        left: what may still be promised of each variant that fell short, by its id.
    """

    code = "out-of-stock"
    title = "There is not enough of it."

    def __init__(self, left: Mapping[int, int], *, found: str) -> None:
        super().__init__(found=found, do="take fewer, or choose something else.")
        self.left = dict(left)


class AlreadyReserved(ShopError):
    """One cart is reserved once, however often somebody clicks."""

    code = "already-reserved"
    title = "Something is reserved already."
# {% endif %}
# {% if reached("reservations.lifetime") %}


class ReservationClosed(ShopError):
    """A promise ends once: it is used, or it is given back."""

    code = "reservation-closed"
    title = "This reservation has ended."
# {% endif %}
