"""While somebody tries stolen cards, banks see every buyer; a switch is enough for it, and no release."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from local.valkey import Valkey
from shop.core.dark import Switches
from shop.core.money import Money
from shop.payments.gateways import asking
from shop.payments.gateways.asking import ask_banks, asks_banks
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.gateways.stripe_page import Page, Shown, look_at_page, open_page
from shop.payments.models import Payment
from shop.payments.outcomes import Declined, Done, NeedsAction, Outcome
from shop.payments.services import name_payment, open_payment
from tests.conftest import FrozenClock
from tests.sandboxes import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db

CAN_ASK = "pm_card_threeDSecureOptional"


@pytest.fixture(autouse=True)
def unknown(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> None:
    """A process that has never looked."""
    monkeypatch.setattr(asking, "switches", Switches("banks-asked"))


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox that has heard nothing yet."""
    with running_sandbox() as one:
        yield one


@pytest.fixture
def gateway(sandbox: RunningSandbox) -> Iterator[StripeGateway]:
    """The shop's account there."""
    one = StripeGateway("sk_test_shop", sandbox.url)
    yield one
    one.http.close()  # type: ignore[no-untyped-call]


def a_payment(gateway: StripeGateway) -> Payment:
    """Twenty euros are to be paid, and Stripe knows."""
    payment = open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))
    begun = gateway.begin(payment=payment)
    assert isinstance(begun, NeedsAction)
    return name_payment(payment=payment, reference=begun.reference)


def paid(
    gateway: StripeGateway, sandbox: RunningSandbox, card: str, payment: Payment | None = None
) -> Outcome:
    """Pay with a card from here."""
    return gateway.confirm(payment=payment or a_payment(gateway), method=card, return_url=sandbox.back)


@pytest.mark.parametrize(("proved", "comes_to"), [("yes", Done), ("", Declined)])
def test_while_it_is_on_a_card_pays_after_its_bank_has_seen_the_buyer(
    gateway: StripeGateway, sandbox: RunningSandbox, proved: str, comes_to: type[Outcome]
) -> None:
    payment = a_payment(gateway)
    ask_banks(every=True)

    outcome = paid(gateway, sandbox, CAN_ASK, payment)

    assert isinstance(outcome, NeedsAction)
    assert sandbox.client.v1.charges.list().data == []
    with sandbox.open(outcome.url, {"proved": proved}):
        assert isinstance(gateway.look(payment=payment), comes_to)


def test_a_bank_that_cannot_be_asked_lets_the_payment_go_on(
    gateway: StripeGateway, sandbox: RunningSandbox
) -> None:
    ask_banks(every=True)

    assert isinstance(paid(gateway, sandbox, "pm_card_visa"), Done)


def test_while_it_is_off_the_bank_decides(gateway: StripeGateway, sandbox: RunningSandbox) -> None:
    ask_banks(every=True)
    ask_banks(every=False)

    assert isinstance(paid(gateway, sandbox, CAN_ASK), Done)
    assert isinstance(paid(gateway, sandbox, "pm_card_authenticationRequired"), NeedsAction)


def test_who_asks_again_after_it_was_thrown_is_answered(
    gateway: StripeGateway, sandbox: RunningSandbox
) -> None:
    payment = a_payment(gateway)
    first = paid(gateway, sandbox, CAN_ASK, payment)
    ask_banks(every=True)

    assert (isinstance(first, Done), paid(gateway, sandbox, CAN_ASK, payment)) == (True, first)


def test_stripes_own_page_asks_too(gateway: StripeGateway, sandbox: RunningSandbox) -> None:
    payment = open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))
    ask_banks(every=True)
    page = open_page(gateway, payment=payment, shown=Shown("Mugs", sandbox.back))
    assert isinstance(page, Page)

    told = {
        "number": "4000000000003055",
        "expiry": "12/40",
        "cvc": "123",
        "name": "A",
        "email": "a@example.com",
    }
    with sandbox.open(page.url, told) as shown:
        assert "/3d-secure/" in shown.url
    assert isinstance(look_at_page(gateway, name=page.name), NeedsAction)


def test_another_process_sees_it_within_seconds(frozen_clock: FrozenClock) -> None:
    other = Switches("banks-asked")
    before = other.now()
    ask_banks(every=True)

    frozen_clock.move(timedelta(seconds=5))

    assert (before, other.now()) == (frozenset(), frozenset([asking.EVERY]))


def test_without_redis_what_was_seen_last_holds(
    tmp_path: Path, settings: Any, frozen_clock: FrozenClock
) -> None:
    valkey = Valkey(tmp_path / "valkey")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": valkey.start()}}
    ask_banks(every=True)
    assert asks_banks()

    valkey.stop()
    frozen_clock.move(timedelta(seconds=6))

    assert asks_banks()


def test_the_command_throws_it_and_says_how_it_stands() -> None:
    said = StringIO()
    for words in (["on"], [], ["off"], []):
        call_command("confirm_cards", *words, stdout=said)

    assert [line.split()[0] for line in said.getvalue().splitlines()] == ["on", "on", "off", "off"]
    with pytest.raises(CommandError, match="invalid choice: 'maybe'"):
        call_command("confirm_cards", "maybe")
