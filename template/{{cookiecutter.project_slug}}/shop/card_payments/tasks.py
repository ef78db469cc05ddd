"""What is done when a payment has moved, and when an order is there."""

from contextlib import suppress

from shop.card_payments.models import Attempt
from shop.card_payments.selectors import attempt_of
from shop.card_payments.way import undone
from shop.checkout.errors import CheckoutChanged
from shop.checkout.models import Checkout
from shop.checkout.selectors import all_of_it, checkout_of
from shop.checkout.services.finalising import resume_checkout
from shop.orders.selectors import order_by_public_id
from shop.outbox.consuming import consumes
from shop.outbox.models import Event
from shop.payments.services import assign_payment


@consumes("payment.moved", "payments.moved", outside=True)
def go_on(event: Event) -> None:
    """Go on with the checkout that is paid for, should its shopper not have come back.

    What was paid for an attempt that was given up meanwhile is given back.

    Raises:
        PaymentUnknown: nobody answered; it is tried again.
    """
    attempt = Attempt.objects.select_related("payment").get(payment__public_id=event.payload["payment"])
    checkout = all_of_it().filter(public_id=attempt.payment.subject).first()
    if checkout is None or is_given_up(attempt, checkout):
        undone(attempt)
        return
    # Then the money went back, and the shopper will see what changed.
    with suppress(CheckoutChanged):
        resume_checkout(checkout=checkout)


def is_given_up(attempt: Attempt, checkout: Checkout) -> bool:
    """Whether the checkout is paid by another attempt, or will be."""
    return checkout.payment_key != attempt.key


@consumes("order.placed", "payments.order-placed")
def note_which_order_it_paid(event: Event) -> None:
    """Let a payment say which order came of it."""
    order = order_by_public_id(event.payload["order"])
    checkout = checkout_of(order)
    if checkout and (attempt := attempt_of(checkout.payment_key)):
        assign_payment(payment=attempt.payment, order=order)
