"""What is always true of orders, whoever writes."""

from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import Model

from shop.accounts.models import User
from shop.core import clock
from shop.core.money import Money
from shop.inventory.models import Reservation
from shop.orders import models
from shop.orders.addresses import Address
from shop.orders.models import Order, OrderContact, OrderLine
from tests.builders import a_user, a_variant

pytestmark = pytest.mark.django_db

HOME = Address(name="Ada Potter", line1="Kiln Lane 3", postcode="10115", city="Berlin", country="DE")


def allocated(owner: str) -> Reservation:
    """A reservation of nothing, that was used."""
    now = clock.now()
    return Reservation.objects.create(owner=owner, until=now, state="used", closed_at=now)


def an_order(**fields: Any) -> Order:
    """A row, past the services, that is in order but for what is told."""
    number = Order.objects.count() + 1
    made_up = {
        "cart": f"crt_{number}",
        "series": "2026",
        "number": number,
        "state": "placed",
        "currency": "EUR",
        "included": True,
        "country": "DE",
        "units": 1,
        "net_amount": 2017,
        "tax_amount": 383,
        "gross_amount": 2400,
        "reservation": allocated(f"crt_{number}"),
    }
    return Order.objects.create(**(made_up | fields))


def a_line(**fields: Any) -> OrderLine:
    """A mug, sold for 24 euros."""
    made_up = {
        "number": 1,
        "sku": "MUG",
        "name": "Mug",
        "quantity": 1,
        "unit_amount": 2400,
        "tax_name": "VAT",
        "tax_percent": 19,
        "net_amount": 2017,
        "tax_amount": 383,
        "gross_amount": 2400,
        "parts": {},
    }
    order = fields.pop("order", None) or an_order()
    variant = fields.pop("variant", None) or a_variant()
    return OrderLine.objects.create(order=order, variant=variant, **(made_up | fields))


def test_an_order_is_called_by_its_number() -> None:
    order = an_order(number=42)

    assert (str(order), order.gross) == ("2026-000042", Money(2400, "EUR"))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"gross_amount": 2401}, "order_net_and_tax_are_gross"),
        ({"net_amount": -1, "gross_amount": 382}, "order_amounts_not_negative"),
        ({"state": "lost"}, "order_state_known"),
        ({"number": 0}, "order_counts_begin_at_one"),
        ({"currency": "eur"}, "order_currency_shape"),
    ],
)
def test_an_order_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        an_order(**fields)


@pytest.mark.parametrize(
    ("field", "constraint"), [("cart", "order_one_for_each_cart"), ("public_id", "order_public_id_unique")]
)
def test_what_there_is_once_there_is_once(field: str, constraint: str) -> None:
    first = an_order()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        an_order(**{field: getattr(first, field)})


def test_a_number_is_given_once_in_a_series() -> None:
    an_order(series="2026", number=7)
    an_order(series="2027", number=7)

    with pytest.raises(IntegrityError, match="order_number_once"), transaction.atomic():
        an_order(series="2026", number=7)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"gross_amount": 2399}, "order_line_net_and_tax_are_gross"),
        ({"quantity": 0}, "order_line_has_units"),
        ({"tax_amount": -1, "gross_amount": 2016}, "order_line_amounts_not_negative"),
        ({"discount_amount": 2401}, "order_line_discount_within_price"),
    ],
)
def test_a_line_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_line(**fields)


def test_what_was_sold_cannot_be_changed_by_anybody() -> None:
    line = a_line()

    for change in (
        lambda: OrderLine.objects.update(gross_amount=1, net_amount=1, tax_amount=0),
        lambda: OrderLine.objects.update(name="Cup"),
        line.delete,
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            change()
    assert OrderLine.objects.get().name == "Mug"


def test_what_was_sold_keeps_its_order_and_its_variant() -> None:
    line = a_line()

    for thing in (line.order, line.variant):
        with pytest.raises(IntegrityError), transaction.atomic():
            thing.delete()


def test_a_line_knows_the_price_of_its_day() -> None:
    line = a_line()

    assert (line.unit, str(line)) == (Money(2400, "EUR"), "1 x MUG")


def test_a_person_can_be_removed_and_the_books_stay() -> None:
    order, ada = a_line().order, a_user()
    contact = OrderContact.objects.create(
        order=order, customer=ada, email="ada@example.com", ship_to=HOME.kept(), bill_to=HOME.kept()
    )

    ada.delete()
    contact.refresh_from_db()
    assert (contact.customer, contact.shipping, contact.billing) == (None, HOME, HOME)
    contact.delete()

    assert Order.objects.get() == order
    assert OrderLine.objects.count() == 1


PERSONAL = {"email", "name", "ship_to", "bill_to", "customer", "user", "phone", "address"}
THINGS = {(OrderLine, "name")}  # what a thing is called


def tables() -> list[type[Model]]:
    """All tables of orders but the one for what is personal."""
    known = [one for one in vars(models).values() if isinstance(one, type) and issubclass(one, Model)]
    return [one for one in known if one is not OrderContact]


@pytest.mark.parametrize("table", tables())
def test_no_other_table_has_a_place_for_a_person(table: type[Model]) -> None:
    found = set()
    for name in PERSONAL:
        try:
            table._meta.get_field(name)  # noqa: SLF001 - Django's own name for what is public
            found.add((table, name))
        except FieldDoesNotExist:
            pass

    assert found <= THINGS
    assert User not in {field.related_model for field in table._meta.fields if field.name != "by"}  # noqa: SLF001
