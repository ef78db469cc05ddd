"""What a checkout refuses, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from shop.core.errors import ShopError
from shop.idempotency.errors import AskAgain


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong.

    Attributes:
        field: what it is about: a field of a form, a SKU, a code.
        code: the kind, for programs.
        detail: a sentence for a person.
    """

    field: str
    code: str
    detail: str


class Named(ShopError):
    """A refusal that names all that is wrong, one by one."""

    def __init__(self, errors: Sequence[Wrong], *, do: str) -> None:
        super().__init__(found=f"{errors[0].field}: {errors[0].detail}" if errors else "nothing.", do=do)
        self.errors = tuple(errors)


class AddressRefused(Named):
    """A parcel needs what the post of its country wants to read; `errors` names each field."""

    code = "address-refused"
    title = "The address cannot be used."
    status = 422

    def __init__(self, errors: Sequence[Wrong]) -> None:
        super().__init__(errors, do="correct what `errors` names.")


class CheckoutChanged(Named):
    """What was agreed to is no longer so: `errors` names each price, quantity, code and tax that is another.

    Nothing was done. Asking again means to agree to what it is now.
    """

    code = "checkout-changed"
    title = "Something has changed since you looked."

    def __init__(self, errors: Sequence[Wrong]) -> None:
        super().__init__(errors, do="look at the checkout again, and agree to its new total.")


class CheckoutNotFound(ShopError):
    """A checkout is begun with a cart's key, and opened with the same key."""

    code = "checkout-not-found"
    title = "There is no such checkout."
    status = 404


class UnknownWay(ShopError):
    """A shop takes money in some ways, and not in others."""

    code = "unknown-way"
    title = "Nobody can pay like this here."
    status = 422


class PaymentOpen(ShopError):
    """Who has begun to pay ends that first, one way or the other."""

    code = "payment-open"
    title = "This checkout is being paid for."


class PaymentDeclined(ShopError):
    """Whoever keeps the buyer's money did not give it. Nothing was ordered, and nothing was taken."""

    code = "payment-declined"
    title = "The payment was declined."
    status = 422


class PaymentUnknown(AskAgain):
    """It is not known yet whether the payment went through. Whoever asks again finds out, and pays once."""

    code = "payment-unknown"
    title = "We do not know yet whether you have paid."
