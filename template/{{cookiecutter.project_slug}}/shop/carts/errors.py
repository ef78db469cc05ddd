"""What carts refuse, and why."""

from shop.core.errors import ShopError


class CartNotFound(ShopError):
    """Carts are forgotten after a while, and a key that was never given out opens none."""

    code = "cart-not-found"
    title = "There is no such cart."
    status = 404


class StaleCart(ShopError):
    """Somebody changed the cart meanwhile, perhaps the same person in another window."""

    code = "stale-cart"
    title = "The cart has changed since you read it."
    status = 412


class NotForSale(ShopError):
    """A cart holds what can be bought now."""

    code = "not-for-sale"
    title = "This cannot be bought."
    status = 422


class TooMany(ShopError):
    """There is a ceiling for everything that a stranger can make larger."""

    code = "too-many"
    title = "This is more than a cart holds."
    status = 422


# {% if reached("inventory.in-carts") %}
class SoldOut(ShopError):
    """Who cannot have it should hear it before they fill in an address."""

    code = "sold-out"
    title = "This is sold out."


class NotSoMany(ShopError):
    """A cart is not filled as far as possible: who wants six of something may not want four."""

    code = "not-so-many"
    title = "There are not so many."


# {% endif %}
class NotInCart(ShopError):
    """Only what is in a cart can be changed or taken out."""

    code = "not-in-cart"
    title = "This is not in the cart."
    status = 404
