"""The checkouts' tables: fields and constraints, nothing that decides."""

from shop.checkout.models.checkout import Checkout as Checkout
from shop.checkout.models.checkout import Point as Point
from shop.checkout.models.checkout import Settled as Settled
from shop.checkout.models.contact import CheckoutContact as CheckoutContact
