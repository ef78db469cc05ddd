"""What the warehouses refuse, and why."""

from shop.core.errors import ShopError


class LocationCodeTaken(ShopError):
    """One place has this code already."""

    code = "location-code-taken"
    title = "A place has this code already."


class WrongPlace(ShopError):
    """No such point of the earth, or no such country."""

    code = "wrong-place"
    title = "This is no place."
    status = 422


class WrongCost(ShopError):
    """A parcel costs something or nothing, in the shop's currency."""

    code = "wrong-cost"
    title = "A parcel cannot cost this."
    status = 422
# {% if reached("warehouses.transfers") %}


class WrongTransfer(ShopError):
    """What is sent lies at one place, goes to another, and arrives once."""

    code = "wrong-transfer"
    title = "This transfer cannot be."
    status = 422


class TransferClosed(ShopError):
    """All that was sent has arrived, or was given up."""

    code = "transfer-closed"
    title = "Nothing of this transfer is under way any more."
# {% endif %}
# {% if reached("warehouses.messages") %}


class WrongMessage(ShopError):
    """What could not be true at any time is not kept."""

    code = "wrong-message"
    title = "This message cannot be."
    status = 422


class MessageDiffers(ShopError):
    """One message has one content. What comes again under the same name must say the same."""

    code = "message-differs"
    title = "Another message has this name."


class MessageUnclear(ShopError):
    """The message came, is kept, and cannot be understood yet. It is tried again when somebody asks."""

    code = "message-unclear"
    title = "This message cannot be used yet."
# {% endif %}
