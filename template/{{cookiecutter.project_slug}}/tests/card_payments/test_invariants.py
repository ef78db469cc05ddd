"""Money that came without an order is told to a person."""

from datetime import timedelta

import pytest

from shop.core.money import Money
from shop.payments.ledger import Kind
from shop.payments.services import name_payment, open_payment, record_facts
from tests.conftest import FrozenClock
from tests.payments.builders import a_fact
from tests.sweeping import sweeper

pytestmark = pytest.mark.django_db

sweep = sweeper("cards-orders")


def test_money_without_an_order_is_told_after_a_day(frozen_clock: FrozenClock) -> None:
    payment = open_payment(gateway="stripe", asked=Money(2000, "EUR"), subject="chk_1")
    name_payment(payment=payment, reference="pi_1")
    record_facts(payment=payment, facts=[a_fact()])
    assert "€" not in sweep()

    frozen_clock.move(timedelta(days=1))
    assert "€20.00 were taken for chk_1" in sweep()

    record_facts(payment=payment, facts=[a_fact(Kind.REFUNDED, 2000, "re_1")])
    assert "€" not in sweep()
