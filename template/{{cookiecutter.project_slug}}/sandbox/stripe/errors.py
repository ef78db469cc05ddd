"""How Stripe says no."""

from typing import Any


class StripeError(Exception):
    """A refusal.

    Args:
        message: for the developer; a declined card's is for the buyer.
        more: further fields of the answer.

    Attributes:
        began: whether the work had begun. Only then is the answer kept for the key of the request.
    """

    status = 400
    type = "invalid_request_error"
    began = True

    def __init__(self, message: str, *, code: str = "", param: str = "", **more: Any) -> None:
        super().__init__(message)
        self.message = message
        self.fields = {"code": code, "param": param, **more}

    @property
    def code(self) -> str:
        """Its name, for programs."""
        return str(self.fields["code"])

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        said = {name: value for name, value in self.fields.items() if value not in ("", None)}
        if self.code:
            said["doc_url"] = f"https://docs.stripe.com/error-codes/{self.code.replace('_', '-')}"
        return {"error": {"type": self.type, "message": self.message, **said}}


class Invalid(StripeError):
    """What was sent makes no sense, so nothing was begun."""

    began = False


class NoSuch(StripeError):
    """There is nothing of this name."""

    status = 404

    def __init__(self, kind: str, name: str, param: str = "id") -> None:
        super().__init__(f"No such {kind}: '{name}'", code="resource_missing", param=param)


class NotAllowed(StripeError):
    """Who asks has no key, or the wrong one."""

    status = 401
    began = False


class CardError(StripeError):
    """The bank said no."""

    status = 402
    type = "card_error"


class KeyReused(StripeError):
    """A key came back with something else."""

    type = "idempotency_error"
    began = False


class KeyInUse(StripeError):
    """A key came back while its first request was still at work."""

    status = 409
    began = False
