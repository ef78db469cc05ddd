"""Take what was set aside at a buyer's bank."""

from shop.card_payments.errors import NothingSetAside
from shop.card_payments.way import noted, unknown
from shop.core.money import Money
from shop.payments import outcomes
from shop.payments.gateways.configured import stripe_gateway
from shop.payments.models import Payment
from shop.payments.selectors import balance_of


def capture_payment(*, payment: Payment, money: Money | None = None) -> Payment:
    """Take what is set aside, or a part of it; the rest is free again. Stripe takes from a payment once.

    Args:
        money: how much; all of it, if nothing is said.

    Raises:
        NothingSetAside: there is nothing, or less, or the bank has let go of it.
        PaymentUnknown: nobody answered. Ask again.
        RuntimeError: a transaction is open.
    """
    there = Money(balance_of(payment).authorised, payment.currency)
    wanted = money or there
    if not 0 < wanted.amount <= there.amount or wanted.currency != there.currency:
        raise NothingSetAside(
            found=f"{there} for {payment}.", expected=f"{wanted}.", do="look the payment up."
        )
    outcome = noted(payment, stripe_gateway().capture(payment=payment, money=wanted))
    if isinstance(outcome, outcomes.TryLater):
        raise unknown(outcome)
    if not isinstance(outcome, outcomes.Done):
        raise NothingSetAside(
            found=f"{payment}, of which the bank has let go.",
            do="ask the buyer to pay again, or cancel the order.",
        )
    return payment
