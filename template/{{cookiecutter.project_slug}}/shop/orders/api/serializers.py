"""An order as programs read it: what was sold, what is left of it, and what happened."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from shop.core.api.fields import Moment, MoneyOutput
from shop.core.money import Money
from shop.orders.models import OrderEvent, OrderLine
from shop.orders.selectors import OrderNow
from shop.orders.states import Role, State, Verb

Body = Mapping[str, Any]


class OrderReductionOutput(serializers.Serializer[Body]):
    """What one offer took off, and the sentence that says so."""

    offer = serializers.CharField()
    amount = MoneyOutput()
    says = serializers.CharField()


class OrderLineOutput(serializers.Serializer[Body]):
    """So many of one thing, as it was sold. `left` says how many are still in the order."""

    number = serializers.IntegerField(min_value=1)
    sku = serializers.CharField()
    name = serializers.CharField()
    options = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField(min_value=1)
    left = serializers.IntegerField(min_value=0)
    unit_price = MoneyOutput()
    reductions = OrderReductionOutput(many=True)
    tax_name = serializers.CharField(allow_blank=True)
    tax_percent = serializers.CharField()
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()


class OrderEventOutput(serializers.Serializer[Body]):
    """Something that happened to an order."""

    number = serializers.IntegerField(min_value=1)
    what = serializers.ChoiceField(Verb.values)
    state = serializers.ChoiceField(State.values)
    by = serializers.ChoiceField([role.value for role in Role])
    reason = serializers.CharField(allow_blank=True)
    at = Moment()


class OrderAddressOutput(serializers.Serializer[Body]):
    """An address, as it was written."""

    name = serializers.CharField()
    line1 = serializers.CharField()
    line2 = serializers.CharField(allow_blank=True)
    postcode = serializers.CharField(allow_blank=True)
    city = serializers.CharField()
    part = serializers.CharField(allow_blank=True)
    country = serializers.CharField()


class OrderOutput(serializers.Serializer[Body]):
    """An order. `net`, `tax` and `gross` are of what is left in it; the lines are as they were sold."""

    id = serializers.CharField()
    number = serializers.CharField()
    state = serializers.ChoiceField(State.values)
    placed_at = Moment()
    currency = serializers.CharField()
    prices_include_tax = serializers.BooleanField()
    email = serializers.CharField(allow_blank=True)
    ship_to = OrderAddressOutput(allow_null=True)
    lines = OrderLineOutput(many=True)
    net = MoneyOutput()
    tax = MoneyOutput()
    gross = MoneyOutput()
    note = serializers.CharField(allow_blank=True)
    history = OrderEventOutput(many=True)


def body_of(now: OrderNow) -> Body:
    """An order as one nested answer. Of a buyer who was forgotten, nothing is told."""
    order, contact, total = now.order, now.contact, now.state.total
    return {
        "id": order.public_id,
        "number": order.label,
        "state": order.state,
        "placed_at": order.placed_at,
        "currency": order.currency,
        "prices_include_tax": order.included,
        "email": contact.email if contact else "",
        "ship_to": contact.shipping.kept() if contact else None,
        "lines": [line_of(line, now) for line in now.lines],
        "net": Money(total.net, order.currency),
        "tax": Money(total.tax, order.currency),
        "gross": Money(total.gross, order.currency),
        "note": order.tax_note,
        "history": [event_of(event) for event in now.events],
    }


def line_of(line: OrderLine, now: OrderNow) -> Body:
    """One line of it."""

    def money(amount: int) -> Money:
        return Money(amount, now.order.currency)

    return {
        "number": line.number,
        "sku": line.sku,
        "name": line.name,
        "options": line.options,
        "quantity": line.quantity,
        "left": now.left(line).units,
        "unit_price": money(line.unit_amount),
        "reductions": [{**off, "amount": money(off["amount"])} for off in line.reductions],
        "tax_name": line.tax_name,
        "tax_percent": f"{line.tax_percent.normalize():f}",
        "net": money(line.net_amount),
        "tax": money(line.tax_amount),
        "gross": money(line.gross_amount),
    }


def event_of(event: OrderEvent) -> Body:
    """One line of its history. Who of the staff it was, is the shop's own business."""
    return {
        "number": event.number,
        "what": event.verb,
        "state": event.state,
        "by": event.role,
        "reason": event.reason,
        "at": event.at,
    }
