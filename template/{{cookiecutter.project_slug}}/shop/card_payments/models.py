"""Which payment belongs to which attempt to pay a checkout."""

# {% if reached("card-payments.kept-cards") %}
from django.conf import settings
# {% endif %}
from django.db import models

from shop.payments.models import Payment


class Attempt(models.Model):
    """One attempt to pay by card: an attempt is one payment, however often it is asked for.

    Attributes:
        key: the attempt's, as the checkout has it; see `Checkout.payment_key`.
        # {% if reached("card-payments.kept-cards") %}
        customer: whose kept cards may pay, by their name at Stripe.
        # {% endif %}
        # {% if reached("card-payments.hosted-page") %}
        session: Stripe's page on which it is paid, if it is one.
        # {% endif %}
    """

    key = models.CharField(max_length=40, editable=False)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="attempt", editable=False)

    # {% if reached("card-payments.kept-cards") %}
    customer = models.CharField(max_length=80, blank=True, editable=False)
    # {% endif %}
    # {% if reached("card-payments.hosted-page") %}
    session = models.CharField(max_length=120, blank=True, editable=False)
    # {% endif %}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="card_attempt_once")]

    def __str__(self) -> str:
        return self.key
# {% if reached("card-payments.kept-cards") %}


class Wallet(models.Model):
    """Under which name Stripe keeps a customer's cards. What cards these are, Stripe alone knows."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, editable=False)
    reference = models.CharField(max_length=80, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference"], name="card_wallet_once")]

    def __str__(self) -> str:
        return self.reference
# {% endif %}
