"""The orders' tables: fields and constraints, nothing that decides."""

from shop.orders.models.contact import OrderContact as OrderContact
# {% if reached("orders.numbers") %}
from shop.orders.models.counter import NumberCounter as NumberCounter
# {% endif %}
# {% if reached("orders.history") %}
from shop.orders.models.event import OrderEvent as OrderEvent
from shop.orders.models.event import Reason as Reason
# {% endif %}
from shop.orders.models.line import OrderLine as OrderLine
from shop.orders.models.order import Order as Order
