"""Whose a checkout is. All that a checkout knows of a person stands in this table, and nowhere else."""

from django.db import models
from django.db.models import Q

from shop.accounts.models import User
from shop.checkout.models.checkout import Checkout
from shop.orders.addresses import Address
from shop.orders.people import Contact


class CheckoutContact(models.Model):
    """Who is about to buy. It is removed when there is an order, which has it then, or when nobody came back.

    Attributes:
        customer: their account; none for a guest.
        bill_to: who the invoice is for, if that is another address.
    """

    checkout = models.OneToOneField(Checkout, on_delete=models.CASCADE, related_name="contact")
    customer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    ship_to = models.JSONField()
    bill_to = models.JSONField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(email=""), name="checkout_contact_has_an_email")]

    def __str__(self) -> str:
        return f"Contact of checkout {self.checkout_id}"

    @property
    def told(self) -> Contact:
        """As orders want to know it."""
        billing = Address.read(self.bill_to) if self.bill_to else None
        return Contact(self.email, Address.read(self.ship_to), billing, self.customer)
