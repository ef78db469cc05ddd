"""Begin a checkout: who buys, where it goes, and how they will pay."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from shop.carts.errors import CartNotFound
from shop.carts.models import Cart
from shop.carts.selectors import cart_by_token
from shop.checkout.addresses import checked_address
from shop.checkout.errors import AddressRefused, PaymentOpen, Wrong
from shop.checkout.models import Checkout, CheckoutContact, Point
from shop.checkout.selectors import all_of_it, priced
from shop.checkout.shown import Shown
from shop.checkout.ways import way_of
from shop.core import clock
from shop.orders.errors import AlreadyOrdered
from shop.orders.models import Order
from shop.orders.people import Contact
from shop.orders.services.checking import refuse_elsewhere, refuse_unsellable


@transaction.atomic
def begin_checkout(*, token: str, contact: Contact, way: str) -> Checkout:
    """Begin a cart's checkout, or change the one that was begun. What it shows now is agreed to next.

    Args:
        token: the cart's key.
        contact: its customer is the cart's, whoever asks.

    Raises:
        CartNotFound, AlreadyOrdered: there is no such cart, or no longer.
        UnknownWay, AddressRefused, SentElsewhere, CannotBeOrdered: as these say.
        PaymentOpen: it is being paid for.
    """
    way_of(way)
    cart = open_cart(token)
    told = replace(checked(contact), customer=cart.user)
    refuse_elsewhere(cart, told)
    checkout = held_or_new(cart, way)
    refuse_paying(checkout, way)
    now = priced(cart, checkout.reservation)
    refuse_unsellable(now.priced)
    checkout.way, checkout.shown, checkout.changed_at = way, Shown.of(now.priced).kept(), clock.now()
    checkout.save(update_fields=["way", "shown", "changed_at"])
    write_contact(checkout, told)
    return checkout


def open_cart(token: str) -> Cart:
    """The cart that a key opens.

    Raises:
        AlreadyOrdered: it has become an order.
        CartNotFound: there is none.
    """
    try:
        return cart_by_token(token)
    except CartNotFound:
        if order := Order.objects.filter(cart=token).values_list("public_id", flat=True).first():
            raise AlreadyOrdered(order) from None
        raise


def checked(contact: Contact) -> Contact:
    """A contact whose addresses are as their post reads them.

    Raises:
        AddressRefused: something is missing or cannot be.
    """
    try:
        validate_email(contact.email)
    except ValidationError:
        raise AddressRefused([Wrong("email", "invalid", "No mail can be sent to this.")]) from None
    billing = checked_address(contact.bill_to, "bill_to") if contact.bill_to else None
    return replace(contact, ship_to=checked_address(contact.ship_to, "ship_to"), bill_to=billing)


def held_or_new(cart: Cart, way: str) -> Checkout:
    """The cart's one checkout, locked until the transaction ends."""
    # Of two who begin at once, the constraint lets one write; then both find the same row.
    Checkout.objects.bulk_create([Checkout(cart=cart.token, way=way)], ignore_conflicts=True)
    # First lock, then read what belongs to it: see `hold` of the next phase.
    Checkout.objects.select_for_update().get(cart=cart.token)
    return all_of_it().get(cart=cart.token)


def refuse_paying(checkout: Checkout, way: str) -> None:
    """Raise PaymentOpen unless something else may be said: one way to pay is ended before another begins."""
    if checkout.point in (Point.PAID, Point.RETURNING) or (
        checkout.point == Point.ASKED and checkout.way != way
    ):
        raise PaymentOpen(
            found=f"a payment by `{checkout.way}`.", do="go on with it, or give it up, and then choose."
        )


def write_contact(checkout: Checkout, contact: Contact) -> None:
    """Keep whose it is, in place of what was said before. Costs one statement."""
    row = CheckoutContact(
        checkout=checkout,
        customer=contact.customer,
        email=contact.email,
        ship_to=contact.ship_to.kept(),
        bill_to=contact.bill_to.kept() if contact.bill_to else None,
    )
    CheckoutContact.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["checkout"],
        update_fields=["customer", "email", "ship_to", "bill_to"],
    )
    checkout.contact = row
