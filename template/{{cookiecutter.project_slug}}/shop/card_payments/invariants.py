"""What must be true of payments by card across rows. Whose money it is, a person decides."""

from collections.abc import Iterator
from datetime import timedelta

from shop.core import clock
from shop.core.invariants import Drift, invariant
from shop.core.money import Money
from shop.orders.states import State
from shop.payments.models import Payment
from shop.payments.selectors import balance_of

BATCH = 500
# A bank lets go after a week. Two days are left to do something.
SOON = timedelta(days=5)
LATE = timedelta(days=1)


@invariant(
    "cards-set-aside", "What is set aside is taken before the bank lets go, and not for a cancelled order."
)
def set_aside_is_taken() -> Iterator[Drift]:
    """Find what lapses soon. Costs two queries for every 500 payments of the last ten days."""
    young = Payment.objects.filter(gateway="stripe", created_at__gte=clock.now() - 2 * SOON)
    found = young.select_related("order").order_by("pk").prefetch_related("events")
    for payment in found.iterator(chunk_size=BATCH):
        order, held = payment.order, Money(balance_of(payment).authorised, payment.currency)
        is_late = payment.created_at <= clock.now() - SOON
        if held.amount and order and (is_late or order.state == State.CANCELLED):
            yield Drift(
                what=f"{payment}: {held} are set aside for {order}, which is {order.state}.",
                likely="nobody has taken it yet, or the order was cancelled since.",
                repair="take it in the admin, or cancel the payment at the provider.",
            )


@invariant("cards-orders", "Whoever has paid by card has an order within a day, or their money back.")
def money_has_an_order() -> Iterator[Drift]:
    """Find money that nobody got anything for. Costs two queries for every 500 such payments."""
    old = Payment.objects.filter(gateway="stripe", order=None, created_at__lte=clock.now() - LATE)
    for payment in old.order_by("pk").prefetch_related("events").iterator(chunk_size=BATCH):
        kept = Money(balance_of(payment).kept, payment.currency)
        if kept.amount > 0:
            yield Drift(
                what=f"{payment}: {kept} were taken for {payment.subject}, and there is no order.",
                likely="its attempt was given up while it was paid, and no message of that has come.",
                repair="give it back at the provider, or ask the buyer whether they still want it.",
            )
