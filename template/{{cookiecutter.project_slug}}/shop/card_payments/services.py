"""The only writers of attempts to pay by card."""

from django.db import IntegrityError, transaction

from shop.card_payments.models import Attempt
from shop.card_payments.selectors import attempt_of
from shop.checkout.ways import PaymentRequest
from shop.payments.services import open_payment


def begin_attempt(*, request: PaymentRequest) -> Attempt:
    """Have a payment for an attempt, before anybody is asked for money. Of two at once, both find one.

    Raises:
        NothingToPay: of nothing.
    """
    if found := attempt_of(request.key):
        return found
    try:
        with transaction.atomic():
            payment = open_payment(gateway="stripe", asked=request.amount, subject=request.checkout)
            return Attempt.objects.create(key=request.key, payment=payment)
    except IntegrityError:
        return Attempt.objects.select_related("payment").get(key=request.key)
