"""Whose an order is. All that an order knows of a person stands in this table, and nowhere else."""

from django.db import models
from django.db.models import Q

from shop.accounts.models import User
from shop.orders.addresses import Address
from shop.orders.models.order import Order


class OrderContact(models.Model):
    """Who bought it, and where it goes. It can be removed, and the books stay as they are.

    Attributes:
        customer: their account; none for a guest.
        # {% if reached("migrations.expand") %}
        email_key: the address as it is compared; see `shop.orders.emails`.
        # {% endif %}
        ship_to, bill_to: addresses as they were written; see `Address`.
    """

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="contact")
    customer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    # {% if reached("migrations.contract") %}
    email_key = models.TextField(editable=False)
    # {% elif reached("migrations.expand") %}
    email_key = models.TextField(null=True, editable=False)  # noqa: DJ001 - the release before does not write it
    # {% endif %}
    ship_to = models.JSONField()
    bill_to = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email=""), name="order_contact_has_an_email"),
            # {% if reached("migrations.tighten") and not reached("migrations.contract") %}
            models.CheckConstraint(condition=Q(email_key__isnull=False), name="order_contact_has_a_key"),
            # {% endif %}
        ]
        # {% if reached("migrations.tighten") %}
        # Who asks by telephone has an address and no number; see `shop.orders.finding`.
        indexes = [models.Index(fields=["email_key"], name="order_contact_email_key")]
        # {% endif %}

    def __str__(self) -> str:
        return f"Contact of {self.order_id}"

    @property
    def shipping(self) -> Address:
        """Where it goes."""
        return Address.read(self.ship_to)

    @property
    def billing(self) -> Address:
        """Who the invoice is for."""
        return Address.read(self.bill_to)
