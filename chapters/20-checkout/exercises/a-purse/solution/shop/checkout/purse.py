"""A purse at the till: what regular guests have put in, they pay from."""

from django.db import transaction
from django.db.models import F

from shop.checkout.models import Purse, PursePayment
from shop.checkout.ways import Declined, Outcome, Paid, PaymentRequest
from shop.core.money import Money


def in_purse(*, email: str, currency: str) -> Money:
    """What a guest has; nothing, if they have no purse."""
    found = Purse.objects.filter(email=email, currency=currency).first()
    return found.money if found else Money(0, currency)


@transaction.atomic
def put_in(*, email: str, amount: Money) -> Money:
    """Put money into a guest's purse; gives what is in it then."""
    purse = held(email, amount.currency)
    add(purse, amount.amount)
    return purse.money + amount


class FromPurse:
    """A way to pay: takes from what is there, once for each key."""

    code = "purse"
    name = "Purse at the till"

    @transaction.atomic
    def pay(self, request: PaymentRequest) -> Outcome:
        """Take the amount, unless this key has taken it already or was given up."""
        purse = held(request.email, request.amount.currency)
        if known := PursePayment.objects.filter(key=request.key).first():
            return Declined("This payment was given up.") if known.is_dead else Paid(request.key)
        if purse.money < request.amount:
            return Declined(f"There are {purse.money} in your purse.")
        add(purse, -request.amount.amount)
        purse.payments.create(key=request.key, amount=request.amount.amount)
        return Paid(request.key)

    @transaction.atomic
    def undo(self, request: PaymentRequest) -> None:
        """Give back what a key took. It is dead from then on, also if it comes late."""
        purse = held(request.email, request.amount.currency)
        nothing = {"purse": purse, "amount": 0, "is_dead": True}
        payment, _ = PursePayment.objects.get_or_create(key=request.key, defaults=nothing)
        if PursePayment.objects.filter(key=request.key, is_dead=False).update(is_dead=True):
            add(payment.purse, payment.amount)


def held(email: str, currency: str) -> Purse:
    """A guest's purse, held until the transaction ends: who comes second waits here."""
    Purse.objects.get_or_create(email=email, currency=currency)
    return Purse.objects.select_for_update().get(email=email, currency=currency)


def add(purse: Purse, amount: int) -> None:
    """Change what is in a purse that is held."""
    Purse.objects.filter(pk=purse.pk).update(amount=F("amount") + amount)
