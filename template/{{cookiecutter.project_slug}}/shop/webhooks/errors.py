"""What the webhooks refuse, and why."""

from shop.core.errors import ShopError


class UnknownSource(ShopError):
    """Nobody of this name may send anything here."""

    code = "webhook-source-unknown"
    title = "Nobody of this name sends us anything."
    status = 404


class NotGenuine(ShopError):
    """A message is taken from whoever can prove that it is theirs, now."""

    code = "webhook-not-genuine"
    title = "The message does not prove who sent it."
    status = 401


class TooLarge(ShopError):
    """A message is a page of text, and not a file."""

    code = "webhook-too-large"
    title = "The message is too large."
    status = 413
# {% if reached("webhooks.dead-letters") %}


class NotReplayable(ShopError):
    """What has had its effect does not get it again; what still waits needs no replay."""

    code = "webhook-not-replayable"
    title = "This message is not tried again."
# {% endif %}
# {% if reached("webhooks.endpoints") %}


class WrongEndpoint(ShopError):
    """The shop speaks to the outside, over an encrypted line, about topics that it has."""

    code = "webhook-endpoint-wrong"
    title = "Nothing can be sent to this address."
    status = 422
# {% endif %}
