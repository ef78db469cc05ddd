"""What must be true of payments across rows. None is repaired by a program: money is a person's matter."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from shop.core.invariants import Drift, invariant
from shop.core.money import Money
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.payments.selectors import balance_of

BATCH = 500


@invariant("payments-balance", "No payment keeps more than was asked, nor gave back more than it has.")
def payments_make_sense() -> Iterator[Drift]:
    """Add each payment up. Costs two queries for every 500 payments."""
    payments = Payment.objects.order_by("pk").prefetch_related("events")
    for payment in payments.iterator(chunk_size=BATCH):
        now = balance_of(payment)
        # What went back is no longer too much: who has mended it must hear that it is mended.
        if now.kept > payment.amount:
            yield Drift(
                what=f"{payment}: {Money(now.kept, payment.currency)} kept, {payment.asked} asked for.",
                likely="it was captured twice, or changed at the provider by hand.",
                repair="give back what is too much, at the provider.",
            )
        if now.kept < 0:
            yield Drift(
                what=f"{payment}: {Money(-now.kept, payment.currency)} more went back than has come.",
                likely="a message of the provider's has not come yet, or was lost.",
                repair="ask the provider for the payment's events, and note what is missing.",
            )


@invariant("payments-orders", "Nobody has paid more for an order than it came to when it was placed.")
def orders_are_paid_once() -> Iterator[Drift]:
    """Compare what was kept with what was sold. Costs four queries for every 500 orders."""
    paid = Order.objects.filter(Exists(Payment.objects.filter(order=OuterRef("pk"))))
    orders = paid.order_by("pk").prefetch_related("payments__events", "lines")
    for order in orders.iterator(chunk_size=BATCH):
        sold = sum(line.gross_amount for line in order.lines.all())
        kept = sum(balance_of(payment).kept for payment in order.payments.all())
        if kept > sold:
            yield Drift(
                what=f"{order}: {Money(kept, order.currency)} kept, {Money(sold, order.currency)} sold.",
                likely="the buyer has paid twice, by two ways.",
                repair="give one of the payments back.",
            )
