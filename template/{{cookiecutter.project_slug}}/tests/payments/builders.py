"""Small builders of payments. A test names what matters to it; the rest is made up here."""

from datetime import UTC, datetime
from typing import Any

from shop.core.money import Money
from shop.orders.models import Order
from shop.payments.ledger import Kind
from shop.payments.models import Payment
from shop.payments.services import Fact, name_payment, open_payment
from tests.orders.builders import an_order

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_fact(kind: Kind = Kind.CAPTURED, amount: int = 2000, reference: str = "ch_1", **told: Any) -> Fact:
    """Twenty euros were taken."""
    made_up: dict[str, Any] = {"money": Money(amount, "EUR"), "at": NOON}
    return Fact(kind=kind, reference=reference, **(made_up | told))


def a_payment(order: Order | None = None, amount: int | None = None, reference: str = "pi_1") -> Payment:
    """All that an order comes to is to be paid."""
    order = order or an_order(MUG=1)
    asked = Money(order.gross_amount if amount is None else amount, order.currency)
    return name_payment(payment=open_payment(order=order, gateway="stripe", asked=asked), reference=reference)
