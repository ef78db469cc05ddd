"""Reads of payments."""

from shop.orders.models import Order
from shop.payments.ledger import Balance, balance
from shop.payments.models import Payment


def balance_of(payment: Payment) -> Balance:
    """What a payment comes to. Costs one query, or none where its events were fetched with it."""
    return balance(payment.events.all())


def paid_for(order: Order) -> Balance:
    """What all payments of an order come to together. Costs two queries."""
    found = [balance_of(payment) for payment in order.payments.prefetch_related("events")]
    return Balance(
        authorised=sum(one.authorised for one in found),
        captured=sum(one.captured for one in found),
        refunded=sum(one.refunded for one in found),
        disputed=sum(one.disputed for one in found),
    )


def payment_at(gateway: str, reference: str) -> Payment | None:
    """The payment that is called so at a provider. Uses index: payment_reference_once."""
    return Payment.objects.filter(gateway=gateway, reference=reference).exclude(reference="").first()
