"""The only writers of payments: begin one, name it as its provider does, and note what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shop.core.integrity import refusing
from shop.core.money import Money
# {% if reached("observability.logs") %}
from shop.logs.context import note
# {% endif %}
from shop.orders.models import Order
from shop.payments.errors import NothingToPay, OtherCurrency, OtherOrder, OtherReference
from shop.payments.ledger import Kind
from shop.payments.models import Payment, PaymentEvent


@dataclass(frozen=True)
class Fact:
    """Something that a provider told; see `PaymentEvent`."""

    kind: Kind
    reference: str
    money: Money
    at: datetime
    note: str = ""
    source: str = ""

    @property
    def amount(self) -> int:
        """The amount alone, as the ledger reads it."""
        return self.money.amount


def open_payment(*, gateway: str, asked: Money, order: Order | None = None, subject: str = "") -> Payment:
    """Begin to be paid, for an order or for what will be one.

    Args:
        subject: the public identifier of what is paid for, while there is no order.

    Raises:
        NothingToPay: of nothing.
        OtherCurrency: in another currency than the order's.
    """
    if order:
        refuse_another_currency(order.currency, asked)
    if asked.amount <= 0:
        raise NothingToPay(found=f"{asked}.", do="ask for a payment only where something is left to pay.")
    return Payment.objects.create(
        order=order, subject=subject, gateway=gateway, currency=asked.currency, amount=asked.amount
    )


def assign_payment(*, payment: Payment, order: Order) -> Payment:
    """Note which order came of what was paid for. Twice is once. Costs one statement.

    Raises:
        OtherCurrency: the order is in another currency.
        OtherOrder: it is another order's.
    """
    refuse_another_currency(order.currency, payment.asked)
    free = Payment.objects.filter(Q(order=None) | Q(order=order), pk=payment.pk)
    if not free.update(order=order):
        raise OtherOrder(
            found=f"{payment}, which is another order's.", do="look both orders up; nothing was changed."
        )
    payment.order = order
    return payment


def name_payment(*, payment: Payment, reference: str) -> Payment:
    """Note what a payment is called at its provider. Twice is once. Costs one statement.

    Raises:
        OtherReference: it has another name there, or the name is another payment's.
    """
    refusal = OtherReference(
        found=f"{payment} is to be {reference}.", do="look both up at the provider; nothing was changed."
    )
    unnamed = Payment.objects.filter(pk=payment.pk, reference__in=("", reference))
    with refusing({"payment_reference_once": refusal}):
        if not unnamed.update(reference=reference):
            raise refusal
    payment.reference = reference
    # {% if reached("observability.logs") %}
    note(payment=payment.public_id)
    # {% endif %}
    return payment


def record_facts(*, payment: Payment, facts: Sequence[Fact]) -> None:
    """Note what happened to a payment. What was told before is left as it is. Costs one statement.

    No lock is needed: facts have no order, and the database lets each in once.

    Raises:
        OtherCurrency: one is in another currency; then none is noted.
    """
    for fact in facts:
        refuse_another_currency(payment.currency, fact.money)
    events = [
        PaymentEvent(
            payment=payment,
            kind=fact.kind,
            reference=fact.reference,
            amount=fact.amount,
            note=fact.note[:60],
            source=fact.source,
            happened_at=fact.at,
        )
        for fact in facts
    ]
    PaymentEvent.objects.bulk_create(events, ignore_conflicts=True)


def refuse_another_currency(currency: str, money: Money) -> None:
    """Refuse money that cannot be added up.

    Raises:
        OtherCurrency: it is of another currency.
    """
    if money.currency != currency:
        raise OtherCurrency(
            found=f"{money.currency}.", expected=f"{currency}.", do="ask the provider what was charged."
        )
