"""What must be true of checkouts across rows, and how to put it right."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db.models import F, Q, Sum

from shop.checkout.models import Checkout, CheckoutContact, Point
from shop.checkout.selectors import all_of_it
from shop.checkout.services.finalising import resume_checkout
from shop.checkout.services.sweeping import UNFINISHED
from shop.core import clock
from shop.core.invariants import Drift, invariant
from shop.core.money import Money

GRACE = timedelta(hours=1)


@invariant("checkout-money", "Who was asked for money has an order within an hour, or has it back.")
def money_becomes_orders() -> Iterator[Drift]:
    """Find checkouts that were left between the money and the order. Costs one query, by their index.

    A buyer may take an hour to prove who they are; such checkouts are the shopper's, and not told.
    """
    late = all_of_it().filter(point__in=UNFINISHED, changed_at__lte=clock.now() - GRACE)
    for checkout in late.exclude(settled="needs-action", point=Point.ASKED).order_by("pk"):
        paying = f"{checkout.total} by {checkout.way} ({checkout.payment_key})"
        yield Drift(
            what=f"{checkout}: {paying}, {checkout.point}.",
            likely="nobody runs `manage.py sweep_checkouts`, or whoever has the money does not answer.",
            repair="go on with it: write the order, or give the money back.",
            mend=partial(go_on, checkout.pk),
        )


def go_on(pk: int) -> None:
    """Go on with a checkout.

    Raises:
        ShopError: as `resume_checkout` says.
    """
    resume_checkout(checkout=all_of_it().get(pk=pk))


@invariant("checkout-orders", "A checkout's order is its cart's, over the total that was agreed to.")
def orders_are_what_was_agreed() -> Iterator[Drift]:
    """Compare each ordered checkout with what its order sold. Costs one query."""
    ordered = Checkout.objects.filter(point=Point.ORDERED).select_related("order")
    sold = ordered.annotate(sold=Sum("order__lines__gross_amount"))
    wrong = ~Q(order__cart=F("cart")) | ~Q(sold=F("total_amount")) | ~Q(order__currency=F("currency"))
    for checkout in sold.filter(wrong).order_by("pk"):
        order = checkout.order
        yield Drift(
            what=f"{checkout}: agreed to {checkout.total}, and {order} sold"
            f" {Money(checkout.sold or 0, order.currency if order else checkout.currency)}.",
            likely="somebody wrote a checkout or an order past the services.",
            repair="none by a program: compare both with what was paid.",
        )


@invariant("checkout-people", "When there is an order, the checkout knows nobody.")
def nobody_is_kept_twice() -> Iterator[Drift]:
    """Find contacts of checkouts that became orders. Costs one query."""
    for contact in CheckoutContact.objects.filter(checkout__point=Point.ORDERED).order_by("pk"):
        yield Drift(
            what=f"{contact}: still there, though the order has it.",
            likely="somebody wrote it past the services.",
            repair="remove it; the order has a contact of its own.",
            mend=partial(forget, contact.pk),
        )


def forget(pk: int) -> None:
    """Remove a contact."""
    CheckoutContact.objects.filter(pk=pk).delete()
