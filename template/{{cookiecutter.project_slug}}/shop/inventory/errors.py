"""What the shelves refuse, and why."""

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
