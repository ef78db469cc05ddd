"""Write down what was sold, as it was sold: words, prices, taxes, reductions, and what is packed in it."""

from collections.abc import Mapping

from shop.carts.pricing import PricedCart, PricedLine
from shop.carts.reading import CartNow
from shop.catalog.models import Variant
from shop.core import clock
from shop.inventory.models import Reservation
from shop.inventory.recipes import Recipe
# {% if reached("migrations.expand") %}
from shop.orders.emails import email_key
# {% endif %}
from shop.orders.history import Part
from shop.orders.models import Order, OrderContact, OrderLine
from shop.orders.people import Contact
from shop.orders.services.checking import destination
from shop.orders.services.numbers import series_of

Packed = Mapping[int, Recipe]


def begun(now: CartNow, reservation: Reservation) -> Order:
    """The order that a cart becomes, not written and not numbered yet."""
    at = clock.now()
    return Order(
        cart=now.cart.token,
        series=series_of(at),
        currency=now.priced.currency,
        included=now.priced.included,
        country=destination(now.cart),
        region=now.cart.region.slug if now.cart.region else "",
        tax_note=now.priced.tax.note,
        reservation=reservation,
        placed_at=at,
        changed_at=at,
    )


def as_sold(priced: PricedCart) -> dict[int, Part]:
    """What each line comes to, by its number."""
    return {
        number: Part(line.wanted.quantity, line.taxed.net, line.taxed.tax)
        for number, line in enumerate(priced.lines, start=1)
    }


def contact_of(order: Order, contact: Contact) -> OrderContact:
    """Whose the order is."""
    return OrderContact(
        order=order,
        customer=contact.customer,
        email=contact.email,
        # {% if reached("migrations.expand") %}
        email_key=email_key(contact.email),
        # {% endif %}
        ship_to=contact.ship_to.kept(),
        bill_to=(contact.bill_to or contact.ship_to).kept(),
    )


def lines_of(order: Order, now: CartNow, packed: Packed) -> list[OrderLine]:
    """What was sold, in the order of the cart."""
    variants = {line.variant.sku: line.variant for line in now.lines}
    return [
        line_of(OrderLine(order=order, number=number), line, variants[line.wanted.id], packed)
        for number, line in enumerate(now.priced.lines, start=1)
    ]


def line_of(line: OrderLine, priced: PricedLine, variant: Variant, packed: Packed) -> OrderLine:
    """Write into a line what was sold: words, amounts, and of what it is packed."""
    line.variant, line.sku = variant, variant.sku
    line.name, line.options = variant.product.name, variant.name
    line.quantity, line.unit_amount = priced.wanted.quantity, priced.unit.amount
    line.discount_amount = priced.discount
    line.reductions = [
        {"offer": off.offer, "amount": off.amount, "says": off.explanation} for off in priced.reductions
    ]
    line.tax_name, line.tax_percent = priced.taxed.rate.name, priced.taxed.rate.percent
    line.net_amount, line.tax_amount = priced.taxed.net, priced.taxed.tax
    line.gross_amount = priced.taxed.gross
    line.parts = parts_of(variant.pk, packed)
    return line


def parts_of(variant: int, packed: Packed) -> dict[str, int]:
    """Of what one is packed, as JSON has it: its keys are texts."""
    return {str(part): each for part, each in packed.get(variant, {variant: 1}).items()}
