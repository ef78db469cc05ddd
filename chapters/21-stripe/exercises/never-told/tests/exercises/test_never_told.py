"""What Stripe could not tell, the shop asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction

from shop.core.money import Money
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.ledger import Balance
from shop.payments.models import Payment, PaymentEvent
from shop.payments.selectors import balance_of
from shop.payments.services import name_payment, open_payment
from tests.sandboxes import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db

NINE = 1795683600


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox in which it is nine in the morning."""
    with running_sandbox() as one:
        one.ask("/sandbox/clock", {"stand": str(NINE)})
        yield one


@pytest.fixture
def gateway(sandbox: RunningSandbox) -> Iterator[StripeGateway]:
    """The shop's account there."""
    one = StripeGateway("sk_test_shop", sandbox.url)
    yield one
    one.http.close()  # type: ignore[no-untyped-call]


def catch_up(gateway: StripeGateway) -> int:
    """Ask for what happened since nine, with the function that this exercise asks for."""
    asked = import_module("shop.payments.catching_up").catch_up
    count: int = asked(gateway=gateway, since=datetime.fromtimestamp(NINE, UTC))
    return count


def paid(sandbox: RunningSandbox, **told: Any) -> Payment:
    """Twenty euros that somebody has paid, and of which the shop was not told."""
    payment = open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))
    return name_payment(payment=payment, reference=sandbox.pay(**told).id)


def test_what_happened_while_the_shop_was_away_is_noted(
    sandbox: RunningSandbox, gateway: StripeGateway
) -> None:
    payment = paid(sandbox)
    sandbox.client.v1.refunds.create({"payment_intent": payment.reference, "amount": 500})

    assert catch_up(gateway) == 5

    assert balance_of(payment) == Balance(captured=2000, refunded=500)


def test_more_than_a_page_is_walked_to_its_end(sandbox: RunningSandbox, gateway: StripeGateway) -> None:
    first = paid(sandbox)
    for _ in range(100):
        sandbox.client.v1.customers.create({})

    assert catch_up(gateway) == 3

    assert balance_of(first) == Balance(captured=2000)


def test_what_is_asked_for_twice_is_noted_once(sandbox: RunningSandbox, gateway: StripeGateway) -> None:
    payment = paid(sandbox, capture_method="manual")
    catch_up(gateway)
    sandbox.client.v1.payment_intents.capture(payment.reference, {"amount_to_capture": 1500})

    assert catch_up(gateway) == 5
    assert catch_up(gateway) == 5

    assert balance_of(payment) == Balance(captured=1500)


def test_what_is_not_ours_is_left_alone(sandbox: RunningSandbox, gateway: StripeGateway) -> None:
    sandbox.pay()
    sandbox.client.v1.customers.create({"name": "Ada"})

    assert catch_up(gateway) == 0

    assert not PaymentEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_asked_while_a_transaction_is_open(
    sandbox: RunningSandbox, gateway: StripeGateway
) -> None:
    paid(sandbox)
    before = len(sandbox.asked())

    with pytest.raises(RuntimeError, match="while a transaction is open"), transaction.atomic():
        catch_up(gateway)

    assert len(sandbox.asked()) == before
