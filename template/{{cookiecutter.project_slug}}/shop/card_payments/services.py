"""The only writers of attempts to pay by card."""

from django.db import IntegrityError, transaction

# {% if reached("card-payments.kept-cards") %}
from shop.card_payments.kept import kept_under
# {% endif %}
from shop.card_payments.models import Attempt
from shop.card_payments.selectors import attempt_of
from shop.checkout.ways import PaymentRequest
from shop.payments.services import open_payment


def begin_attempt(*, request: PaymentRequest) -> Attempt:
    """Have a payment for an attempt, before anybody is asked for money. Of two at once, both find one.

    # {% if reached("card-payments.kept-cards") %}
    Whose kept cards may pay stays as it is now: the same question has to be asked after a crash.

    # {% endif %}
    Raises:
        NothingToPay: of nothing.
    """
    if found := attempt_of(request.key):
        return found
    # {% if reached("card-payments.kept-cards") %}
    customer = kept_under(request)
    # {% endif %}
    try:
        with transaction.atomic():
            payment = open_payment(gateway="stripe", asked=request.amount, subject=request.checkout)
            # {% if reached("card-payments.kept-cards") %}
            return Attempt.objects.create(key=request.key, payment=payment, customer=customer)
            # {% else %}
            return Attempt.objects.create(key=request.key, payment=payment)
            # {% endif %}
    except IntegrityError:
        return Attempt.objects.select_related("payment").get(key=request.key)
# {% if reached("card-payments.hosted-page") %}


def name_page(*, attempt: Attempt, session: str) -> Attempt:
    """Note on which page of Stripe's an attempt is paid. Costs one statement."""
    attempt.session = session
    attempt.save(update_fields=["session"])
    return attempt
# {% endif %}
