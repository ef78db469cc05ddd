"""The payments' tables: fields and constraints, nothing that decides."""

from shop.payments.models.event import PaymentEvent as PaymentEvent
from shop.payments.models.payment import Payment as Payment
