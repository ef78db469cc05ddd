"""What drifts in payments is found and explained; a person decides."""

import pytest

from shop.payments.ledger import Kind
from shop.payments.services import record_facts
from tests.orders.builders import an_order
from tests.payments.builders import a_fact, a_payment
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

swept = sweeper("payments-balance", "payments-orders")


def test_a_payment_that_was_taken_and_partly_given_back_is_well() -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(amount=2400), a_fact(Kind.REFUNDED, 400, "re_1")])

    assert swept().count("holds.") == 2


def test_what_was_taken_twice_is_found() -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(amount=2400), a_fact(amount=2400, reference="ch_2")])

    said = swept()

    assert f"  {payment}: €48.00 kept, €24.00 asked for.\n" in said
    assert f"  {payment.order}: €48.00 kept, €24.00 sold.\n" in said


def test_what_was_taken_twice_and_given_back_once_is_well() -> None:
    payment = a_payment()
    twice = [a_fact(amount=2400), a_fact(amount=2400, reference="ch_2")]
    record_facts(payment=payment, facts=[*twice, a_fact(Kind.REFUNDED, 2400, "re_1")])

    assert swept().count("holds.") == 2


def test_a_refund_of_which_the_payment_never_came_is_found() -> None:
    payment = a_payment()
    record_facts(payment=payment, facts=[a_fact(Kind.REFUNDED, 500, "re_1")])

    assert f"  {payment}: €5.00 more went back than has come.\n" in swept()


def test_an_order_that_was_paid_in_two_ways_in_full_is_found() -> None:
    order = an_order(MUG=1)
    for number in (1, 2):
        payment = a_payment(order, reference=f"pi_{number}")
        record_facts(payment=payment, facts=[a_fact(amount=2400, reference=f"ch_{number}")])

    said = swept()

    assert "payments-balance: holds." in said
    assert f"  {order}: €48.00 kept, €24.00 sold.\n" in said
