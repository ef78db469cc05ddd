"""Stripe is left alone while it does not answer, and asked once whether it is back. The server is real."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
import stripe

from shop.core.money import Money
from shop.payments.gateways.guarded import LIMITS
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.gateways.stripe_customers import kept_for, new_customer
from shop.payments.gateways.stripe_page import Shown, open_page
from shop.payments.models import Payment
from shop.payments.outcomes import Declined, NeedsAction, TryLater
from shop.payments.services import open_payment
from tests.conftest import FrozenClock
from tests.sandboxes import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db

REFUSED = TryLater(maybe_done=False, why="LeftAlone")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox that has heard nothing yet."""
    with running_sandbox() as one:
        yield one


@pytest.fixture
def gateway(sandbox: RunningSandbox, frozen_clock: FrozenClock) -> Iterator[StripeGateway]:
    """The shop's account there, in a process whose clock stands still."""
    one = StripeGateway("sk_test_shop", sandbox.url)
    yield one
    one.http.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def payment() -> Payment:
    """Twenty euros are to be paid."""
    return open_payment(subject="chk_1", gateway="stripe", asked=Money(2000, "EUR"))


def breaks(sandbox: RunningSandbox, times: int, fault: str = "drop-before") -> None:
    """Have the next attempts fail."""
    sandbox.ask("/sandbox/faults", {"fault": fault, "times": str(times)})


def opened(sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment) -> None:
    """Have it be left alone."""
    breaks(sandbox, LIMITS.failures)
    outcomes = [gateway.begin(payment=payment) for _ in range(LIMITS.failures)]
    assert (outcomes[-1], len(sandbox.asked())) == (REFUSED, LIMITS.failures)


@pytest.mark.parametrize("fault", ["hang-before", "drop-before", "500-before"])
def test_after_enough_failures_nobody_waits_for_it(
    sandbox: RunningSandbox, frozen_clock: FrozenClock, payment: Payment, fault: str
) -> None:
    hasty = StripeGateway("sk_test_shop", sandbox.url, patience=(3.0, 0.2))
    breaks(sandbox, 1000, fault)

    outcomes = [hasty.begin(payment=payment) for _ in range(2 * LIMITS.failures)]

    assert len(sandbox.asked()) == LIMITS.failures
    assert outcomes[LIMITS.failures :] == [REFUSED] * LIMITS.failures
    hasty.http.close()  # type: ignore[no-untyped-call]


def test_who_was_sent_and_is_not_asked_again_may_have_been_done(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    breaks(sandbox, 1000, "drop-after")

    # Of the third, the first attempt opens it, and there is no second one.
    outcomes = [gateway.begin(payment=payment) for _ in range(4)]

    silent = TryLater(maybe_done=True, why="APIConnectionError")
    assert outcomes == [silent, silent, silent, REFUSED]


def declined(gateway: StripeGateway, payment: Payment, number: int) -> None:
    """Try a card that has no money."""
    if not number:
        begun = gateway.begin(payment=payment)
        assert isinstance(begun, NeedsAction)
        payment.reference = begun.reference
    card, back = "pm_card_visa_chargeDeclined", f"{gateway.api_base}/"
    told = gateway.confirm(payment=payment, method=card, return_url=back, attempt=number)
    assert isinstance(told, Declined)


def unknown(gateway: StripeGateway, payment: Payment, number: int) -> None:
    """Ask for what is not there."""
    payment.reference = f"pi_{number}"
    with suppress(stripe.InvalidRequestError):
        gateway.look(payment=payment)


def too_often(gateway: StripeGateway, payment: Payment, number: int) -> None:
    """Ask too often."""
    assert isinstance(gateway.begin(payment=payment), TryLater)


@pytest.mark.parametrize(("ask", "fault"), [(declined, ""), (unknown, ""), (too_often, "429")])
def test_an_answer_that_nobody_likes_is_an_answer(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, ask: Callable[..., None], fault: str
) -> None:
    if fault:
        breaks(sandbox, 1000, fault)
    for number in range(LIMITS.failures):
        ask(gateway, payment, number)
    sandbox.ask("/sandbox/faults", {"times": "0"})

    assert isinstance(gateway.begin(payment=payment), NeedsAction)


def test_one_answer_and_the_row_begins_anew(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    for _ in range(2):
        breaks(sandbox, LIMITS.failures - 1)
        assert gateway.begin(payment=payment) == gateway.begin(payment=payment) != REFUSED

        assert isinstance(gateway.begin(payment=payment), NeedsAction)


def test_when_it_may_be_back_one_asks_and_all_others_are_refused(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, frozen_clock: FrozenClock
) -> None:
    opened(sandbox, gateway, payment)
    frozen_clock.move(LIMITS.shortest)
    breaks(sandbox, 1, "hold")

    with ThreadPoolExecutor(1) as other:
        probe = other.submit(gateway.begin, payment=payment)
        sandbox.ask("/sandbox/faults/held")  # answers when it is there
        refused = gateway.begin(payment=payment)
        sandbox.ask("/sandbox/faults/release", {})

        assert refused == REFUSED
        assert isinstance(probe.result(), NeedsAction)
    assert isinstance(gateway.begin(payment=payment), NeedsAction)


def test_one_that_asks_in_vain_asks_once_and_the_pause_is_twice_as_long(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment, frozen_clock: FrozenClock
) -> None:
    opened(sandbox, gateway, payment)
    breaks(sandbox, 1)
    frozen_clock.move(LIMITS.shortest)

    assert gateway.begin(payment=payment) == TryLater(maybe_done=True, why="APIConnectionError")
    assert len(sandbox.asked()) == LIMITS.failures + 1
    frozen_clock.move(LIMITS.shortest)
    assert gateway.begin(payment=payment) == REFUSED
    frozen_clock.move(LIMITS.shortest)
    assert isinstance(gateway.begin(payment=payment), NeedsAction)


def test_cards_that_are_kept_and_the_page_to_pay_on_are_left_out_too(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    opened(sandbox, gateway, payment)

    told: list[Any] = [new_customer(gateway, key="cus-1"), kept_for(gateway, customer="cus_1")]
    told.append(open_page(gateway, payment=payment, shown=Shown("Mugs", sandbox.back)))

    assert told == ["", [], REFUSED]
    assert len(sandbox.asked()) == LIMITS.failures


def test_it_is_said_once_when_it_opens_and_once_when_it_closes(
    sandbox: RunningSandbox,
    gateway: StripeGateway,
    payment: Payment,
    frozen_clock: FrozenClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "shop")

    opened(sandbox, gateway, payment)
    breaks(sandbox, 1)
    for _ in range(4):
        frozen_clock.move(LIMITS.shortest)
        gateway.begin(payment=payment)

    assert [(one.levelname, one.getMessage()) for one in caplog.records if one.name.startswith("shop")] == [
        ("WARNING", "Stripe is left alone: 5 failures in a row, the last ConnectionError."),
        ("INFO", "Stripe answers again."),
    ]


def test_another_account_is_another_matter(
    sandbox: RunningSandbox, gateway: StripeGateway, payment: Payment
) -> None:
    opened(sandbox, gateway, payment)

    other = StripeGateway("sk_test_other", sandbox.url)
    assert isinstance(other.begin(payment=payment), NeedsAction)
    other.http.close()  # type: ignore[no-untyped-call]
