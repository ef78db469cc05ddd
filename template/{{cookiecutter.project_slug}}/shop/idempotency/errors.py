"""What is refused to whoever asks for the same thing again, and why."""

from shop.core.errors import ShopError


class AskAgain(ShopError):
    """A refusal that is not the last word: it is not kept, and the same request may go on."""


class KeyMissing(ShopError):
    """Whoever asks for something that costs money says how to tell a second request from the same one."""

    code = "key-missing"
    title = "The request has no key."
    status = 400

    def __init__(self) -> None:
        super().__init__(
            found="no usable `Idempotency-Key`.",
            expected="1 to 100 letters, digits or signs, without a blank.",
            do="make a random key for each thing that you want, and send it with every attempt.",
        )


class KeyInFlight(ShopError):
    """Somebody works on the same request now; the header `Retry-After` says when to ask for the answer.

    Args:
        seconds: after so many, whoever works on it is done, or taken for dead.
    """

    code = "key-in-flight"
    title = "The same request is being worked on."

    def __init__(self, seconds: int) -> None:
        super().__init__(found="a request with this key that has not been answered yet.", do="ask again.")
        self.headers = {"Retry-After": str(seconds)}


class KeyUsedOtherwise(ShopError):
    """A key stands for one request. With another body it is a mistake of the client, and nothing is done."""

    code = "key-used-otherwise"
    title = "This key was used for another request."
    status = 422

    def __init__(self) -> None:
        super().__init__(
            found="a body or an address that is not the one of the first request with this key.",
            do="repeat the first request as it was, or take a new key.",
        )
