"""What paying by card refuses, and why."""

from shop.core.errors import ShopError


class NotAMethod(ShopError):
    """A card has a name at the provider, and that name is all that we want to hear of it."""

    code = "not-a-method"
    title = "This does not stand for a card."
    status = 422


class BackElsewhere(ShopError):
    """A bank sends buyers back to the shop that they came from, and to no other place."""

    code = "back-elsewhere"
    title = "Buyers cannot be sent there."
    status = 422
# {% if reached("card-payments.capture") %}


class NothingSetAside(ShopError):
    """What is taken was set aside before, and was not let go of since."""

    code = "nothing-set-aside"
    title = "There is nothing to take."
# {% endif %}
