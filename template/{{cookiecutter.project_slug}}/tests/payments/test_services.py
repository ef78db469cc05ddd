"""Payments are begun, named and told; what was told stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from shop.core.money import Money
from shop.payments import models
from shop.payments.errors import NothingToPay, OtherCurrency, OtherOrder, OtherReference
from shop.payments.ledger import Balance, Kind
from shop.payments.models import Payment, PaymentEvent
from shop.payments.selectors import balance_of, paid_for, payment_at
from shop.payments.services import assign_payment, name_payment, open_payment, record_facts
from tests.orders.builders import an_order
from tests.payments.builders import NOON, a_fact, a_payment
from tests.rivals import Rival

pytestmark = pytest.mark.django_db


def test_a_payment_is_begun_for_an_order() -> None:
    order = an_order(MUG=1)

    payment = open_payment(order=order, gateway="stripe", asked=Money(2400, "EUR"))

    assert (payment.asked, payment.reference, balance_of(payment)) == (Money(2400, "EUR"), "", Balance())
    assert str(payment).startswith("pay_")


def test_of_nothing_or_in_another_currency_it_is_not() -> None:
    order = an_order(MUG=1)

    with pytest.raises(NothingToPay):
        open_payment(order=order, gateway="stripe", asked=Money(0, "EUR"))
    with pytest.raises(OtherCurrency, match="USD"):
        open_payment(order=order, gateway="stripe", asked=Money(2400, "USD"))
    assert not Payment.objects.exists()


def test_an_order_comes_later_and_is_one() -> None:
    payment = open_payment(subject="chk_1", gateway="stripe", asked=Money(2400, "EUR"))
    first, second = an_order(MUG=1), an_order(MUG=1)

    for _ in range(2):
        assert assign_payment(payment=payment, order=first).order == first
    with pytest.raises(OtherOrder):
        assign_payment(payment=payment, order=second)
    assert paid_for(first) == Balance()
    with pytest.raises(IntegrityError, match="payment_for_something"), transaction.atomic():
        open_payment(gateway="stripe", asked=Money(2400, "EUR"))


def test_a_payment_has_one_name_at_its_provider_and_the_name_one_payment() -> None:
    first, second = a_payment(reference="pi_1"), a_payment(reference="pi_2")

    assert name_payment(payment=first, reference="pi_1").reference == "pi_1"
    with pytest.raises(OtherReference):
        name_payment(payment=first, reference="pi_3")
    with pytest.raises(OtherReference):
        name_payment(
            payment=open_payment(order=first.order, gateway="stripe", asked=first.asked), reference="pi_2"
        )
    assert payment_at("stripe", "pi_2") == second
    assert payment_at("stripe", "pi_3") is None
    assert payment_at("stripe", "") is None


def test_what_is_told_twice_is_written_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    payment = a_payment()
    facts = [a_fact(Kind.AUTHORISED), a_fact(Kind.CAPTURED)]

    for source in ("evt_1", "evt_2"):
        with django_assert_num_queries(1):
            record_facts(payment=payment, facts=[a_fact(one.kind, source=source) for one in facts])

    assert payment.events.count() == 2
    assert set(payment.events.values_list("source", flat=True)) == {"evt_1"}
    with django_assert_num_queries(1):
        assert balance_of(payment) == Balance(captured=2000)


def test_a_message_with_money_of_another_currency_is_not_half_noted() -> None:
    payment = a_payment()

    with pytest.raises(OtherCurrency):
        record_facts(payment=payment, facts=[a_fact(), a_fact(Kind.REFUNDED, money=Money(1, "USD"))])

    assert not payment.events.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_are_told_the_same_at_once_one_writes_it() -> None:
    payment = a_payment()
    facts = [a_fact(Kind.AUTHORISED), a_fact(), a_fact(Kind.REFUNDED, 500, "re_1")]
    other = Rival(lambda: record_facts(payment=payment, facts=facts))

    with transaction.atomic():
        record_facts(payment=payment, facts=facts)
        other.begin()

    assert other.end() == "done"
    assert balance_of(payment) == Balance(captured=2000, refunded=500)
    assert payment.events.count() == 3


def test_what_happened_to_money_cannot_be_changed_by_anybody() -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact()])
    event = payment.events.get()

    for change in (lambda: PaymentEvent.objects.update(amount=1), event.delete, payment.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    assert payment.events.get().amount == 2000


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "stolen"}, "payment_event_kind_known"),
        ({"amount": -1}, "payment_event_not_negative"),
        ({"reference": ""}, "payment_event_of_something"),
        ({"reference": "4242424242424242"}, "payment_event_holds_no_card"),
        ({"note": "4242 4242 4242 4242"}, "payment_event_holds_no_card"),
        ({"source": "4242-4242-4242-4242"}, "payment_event_holds_no_card"),
    ],
)
def test_an_event_makes_sense(fields: dict[str, Any], constraint: str) -> None:
    made_up = {"kind": "captured", "amount": 1, "reference": "ch_1", "happened_at": NOON}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PaymentEvent.objects.create(payment=a_payment(), **(made_up | fields))


def test_events_are_read_in_the_order_in_which_they_happened() -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(Kind.CAPTURED, at=NOON + timedelta(minutes=1))])
    record_facts(payment=payment, facts=[a_fact(Kind.AUTHORISED)])

    assert [str(event) for event in payment.events.all()] == ["Set aside ch_1", "Taken ch_1"]


def test_an_order_that_is_paid_in_two_ways_is_added_up(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    order = an_order(MUG=3)
    for number in (1, 2):
        payment = a_payment(order, 1000, reference=f"pi_{number}")
        record_facts(payment=payment, facts=[a_fact(amount=1000, reference=f"ch_{number}")])

    with django_assert_num_queries(2):
        assert paid_for(order) == Balance(captured=2000)


PERSONAL = {"email", "name", "phone", "address", "user", "customer", "holder"}
OF_CARDS = {"number", "card", "card_number", "pan", "cvc", "cvv", "expiry", "exp_month", "exp_year"}


@pytest.mark.parametrize("table", [one for one in vars(models).values() if isinstance(one, type)])
def test_no_person_and_no_card_stands_in_the_books(table: type[Model]) -> None:
    names = {field.name for field in table._meta.get_fields()}  # noqa: SLF001 - Django's own name for it

    assert names & (PERSONAL | OF_CARDS) == set()
