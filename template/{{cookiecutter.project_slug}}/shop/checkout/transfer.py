"""Bank transfer in advance: the order stands, the buyer transfers, and the parcel leaves when it is there."""

from django.conf import settings

from shop.checkout.ways import PaymentRequest, Pending


class BankTransfer:
    """Asks nobody: it says what to transfer, and where."""

    code = "bank-transfer"
    name = "Bank transfer in advance"

    def pay(self, request: PaymentRequest) -> Pending:
        """The money is to come. The same request has the same reference, however often it is asked for."""
        reference = reference_of(request.checkout)
        to = settings.SHOP_TRANSFER
        told = {"Amount": str(request.amount), "Payee": to["payee"], "IBAN": to["iban"], "BIC": to["bic"]}
        return Pending(reference, {**told, "Reference": reference})


def reference_of(checkout: str) -> str:
    """What stands on the transfer: ten characters in two groups, which nobody can guess or misread."""
    opaque = checkout.partition("_")[2].upper()
    return f"{opaque[:5]}-{opaque[5:10]}"
