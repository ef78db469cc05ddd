"""A purse at the till: what regular guests have put in, they pay from."""

from shop.checkout.ways import Declined, Outcome, Paid, PaymentRequest
from shop.core.money import Money


class Purse:
    """Takes from what is there, once for each key.

    Attributes:
        balances: what everybody has, by e-mail address.
    """

    code = "purse"
    name = "Purse at the till"

    def __init__(self, balances: dict[str, Money]) -> None:
        self.balances = balances
        self.taken: dict[str, Money] = {}
        self.dead: set[str] = set()

    def pay(self, request: PaymentRequest) -> Outcome:
        """Take the amount, unless this key has taken it already or was given up."""
        if request.key in self.dead:
            return Declined("This payment was given up.")
        if request.key in self.taken:
            return Paid(request.key)
        there = self.balances.get(request.email, Money(0, request.amount.currency))
        if there < request.amount:
            return Declined(f"There are {there} in your purse.")
        self.balances[request.email] = there - request.amount
        self.taken[request.key] = request.amount
        return Paid(request.key)

    def undo(self, request: PaymentRequest) -> None:
        """Give back what a key took. It is dead from then on, also if it comes late."""
        if request.key in self.taken and request.key not in self.dead:
            self.balances[request.email] += self.taken[request.key]
        self.dead.add(request.key)
