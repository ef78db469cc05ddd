"""What is always true of checkouts, whoever writes."""

from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import Model

from shop.accounts.models import User
from shop.checkout.models import Checkout, CheckoutContact
from shop.core.money import Money
from shop.idempotency.models import IdempotencyKey
from tests.builders import a_user
from tests.orders.builders import HOME, a_full_cart, a_reservation, an_order

pytestmark = pytest.mark.django_db


def a_row(**fields: Any) -> Checkout:
    """A row, past the services, that is in order but for what is told."""
    made_up = {"cart": f"crt_{Checkout.objects.count()}", "way": "bank-transfer"}
    return Checkout.objects.create(**(made_up | fields))


def agreed() -> dict[str, Any]:
    """What a checkout has to which somebody has agreed."""
    return {"total_amount": 9600, "currency": "EUR", "reservation": a_reservation(a_full_cart())}


def test_a_checkout_has_a_key_for_each_attempt_to_pay() -> None:
    checkout = a_row(public_id="chk_1", attempt=2)

    assert (checkout.payment_key, checkout.total) == ("chk_1-2", None)
    assert a_row(**agreed()).total == Money(9600, "EUR")


@pytest.mark.parametrize("field", ["cart", "public_id"])
def test_what_there_is_once_there_is_once(field: str) -> None:
    first = a_row()

    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(**{field: getattr(first, field)})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"attempt": 0}, "checkout_attempts_begin_at_one"),
        ({"point": "prepared"}, "checkout_agreed_and_set_aside"),
        ({"point": "asked", "total_amount": 1, "currency": "EUR"}, "checkout_agreed_and_set_aside"),
        ({"point": "ordered", "settled": "paid"}, "checkout_(agreed|ordered)"),
    ],
)
def test_a_checkout_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_row(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"point": "lost"}, "checkout_point_known"),
        ({"point": "paid"}, "checkout_settled_before_ordered"),
        ({"point": "paid", "settled": "needs-action"}, "checkout_settled_before_ordered"),
        ({"point": "ordered", "settled": "paid"}, "checkout_ordered_has_an_order"),
    ],
)
def test_no_point_is_passed_over(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_row(**agreed(), **fields)


def test_what_is_not_ordered_has_no_order() -> None:
    with pytest.raises(IntegrityError, match="checkout_ordered_has_an_order"), transaction.atomic():
        a_row(**agreed(), point="paid", settled="paid", order=an_order(BOWL=1))


def test_a_person_can_be_removed() -> None:
    checkout, ada = a_row(), a_user()
    contact = CheckoutContact.objects.create(
        checkout=checkout, customer=ada, email="ada@example.com", ship_to=HOME.kept()
    )

    ada.delete()
    contact.refresh_from_db()
    assert (contact.told.customer, contact.told.ship_to, contact.told.bill_to) == (None, HOME, None)
    contact.delete()

    assert Checkout.objects.get() == checkout


PERSONAL = {"email", "name", "ship_to", "bill_to", "customer", "user", "phone", "address"}


@pytest.mark.parametrize("table", [Checkout, IdempotencyKey])
def test_no_other_table_has_a_place_for_a_person(table: type[Model]) -> None:
    found = set()
    for name in PERSONAL:
        try:
            table._meta.get_field(name)  # noqa: SLF001 - Django's own name for what is public
            found.add(name)
        except FieldDoesNotExist:
            pass

    assert found == set()
    assert User not in {field.related_model for field in table._meta.fields}  # noqa: SLF001
