"""Checkouts that are ready to be completed. Filling carts is no part of what is measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TypeVar

from django.db import connection, models
from shop.carts.models import Cart, CartLine
from shop.carts.selectors import cart_by_token
from shop.carts.services.keeping import open_cart
from shop.carts.services.lines import add_line
from shop.catalog.models import Variant
from shop.checkout.models import Checkout, CheckoutContact
from shop.checkout.services.beginning import begin_checkout
from shop.checkout.shown import Shown
from shop.core.money import Money
from shop.inventory.selectors import with_free
from shop.inventory.services.ledger import receive_stock
from shop.orders.addresses import Address
from shop.orders.people import Contact

PLENTY = 1_000_000
ADA = Contact("ada@example.com", Address("Ada Potter", "Potter Lane 3", "Berlin", "DE", postcode="10115"))
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Ready:
    """One checkout whose shopper has seen the total, and agrees next."""

    cart: int
    token: str
    checkout: int
    public_id: str
    contact: int
    total: Money


def goods() -> list[str]:
    """What is on the shelves of the demonstration shop, by SKU, after plenty of it has come."""
    skus = list(
        with_free().filter(free__gte=20).order_by("variant__sku").values_list("variant__sku", flat=True)
    )
    found = list(dict.fromkeys(skus))
    keys = Variant.objects.filter(sku__in=found).values_list("pk", flat=True)
    receive_stock(units=dict.fromkeys(keys, PLENTY))
    return found


def sets(skus: Sequence[str], lines: int, number: int) -> list[list[str]]:
    """So many different carts of so many lines; they share goods only where the shop has not enough."""
    every = cycle(skus)
    return [list(islice(every, lines)) for _ in range(number)]


def ready(kinds: Sequence[Sequence[str]], way: str, number: int) -> list[Ready]:
    """So many checkouts of each of some carts, in turns."""
    turns = [list(copies(begun(skus, way), -(-number // len(kinds)))) for skus in kinds]
    return [one for turn in zip(*turns, strict=True) for one in turn][:number]


def begun(skus: Sequence[str], way: str) -> Checkout:
    """A guest's checkout, by the services, as a shopper would."""
    token = open_cart().token
    for sku in skus:
        add_line(token=token, sku=sku)
    return begin_checkout(token=token, contact=ADA, way=way)


def copies(of: Checkout, number: int) -> Iterator[Ready]:
    """As many again, row by row as the services wrote them, but all at once."""
    cart = cart_by_token(of.cart)
    carts = Cart.objects.bulk_create(again(cart) for _ in range(number))
    lines = list(CartLine.objects.filter(cart=cart).order_by("pk"))
    CartLine.objects.bulk_create(again(line, cart=one) for one in carts for line in lines)
    checkouts = Checkout.objects.bulk_create(again(of, cart=one.token) for one in carts)
    contacts = CheckoutContact.objects.bulk_create(again(of.contact, checkout=one) for one in checkouts)
    total = Shown.read(of.shown).total
    for one, checkout, contact in zip(carts, checkouts, contacts, strict=True):
        yield Ready(one.pk, one.token, checkout.pk, checkout.public_id, contact.pk, total)


def again(row: Row, **other: object) -> Row:
    """The same row once more, with names of its own."""
    own = ("id", "token", "public_id")
    kept = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's name for what is public
        if field.name not in own
    }
    return type(row)(**(kept | other))


def settle() -> None:
    """Let PostgreSQL clear up and look at its tables now, and not while something is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
