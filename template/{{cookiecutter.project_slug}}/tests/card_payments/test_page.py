"""A checkout is paid on a page of Stripe's."""

from contextlib import suppress
from typing import Any

import pytest

from shop.card_payments.choices import Capture
from shop.card_payments.kept import begin_wallet
from shop.card_payments.models import Attempt
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentDeclined, PaymentUnknown
from shop.checkout.models import Checkout, Point
from shop.checkout.services.finalising import Completed, change_checkout, complete_checkout
from shop.core.errors import ShopError
from shop.core.money import Money
from shop.orders.models import Order
from shop.payments.gateways.stripe import StripeGateway
from shop.payments.gateways.stripe_page import open_page
from shop.payments.ledger import Balance
from shop.payments.models import Payment
from tests.builders import a_user
from tests.card_payments.builders import BACK, begun, charges, come_to, complete, said_at, sent_to
from tests.card_payments.telling import SECRET, Event, told
from tests.checkout.builders import now, seen
from tests.orders.builders import a_contact
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db

CARD = {"email": "ada@example.com", "expiry": "12 / 34", "cvc": "123", "name": "Ada Potter"}
GOOD, POOR, ASKS = "4242 4242 4242 4242", "4000 0000 0000 9995", "4000 0027 6000 3184"


def leads(checkout: Checkout, total: Money | None = None) -> Completed:
    """Press "Order and pay on Stripe's own page"."""
    sent = {"page": "yes", "back": BACK}
    return complete_checkout(token=checkout.cart, seen=total or seen(checkout), given=sent)


def page_of(done: Completed) -> str:
    """The page that somebody is led to."""
    assert done.action
    assert done.action.action["where"] == "page"
    return done.action.action["url"]


def typed(where: str, number: str = GOOD) -> str:
    """Type a card in there; gives where one is led then."""
    return sent_to(where, {**CARD, "number": number})


def test_a_buyer_pays_there_and_comes_back_to_an_order(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    assert now(checkout).point == Point.BEGUN

    assert typed(page_of(leads(checkout))) == BACK
    done = complete(checkout)

    assert done.checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]
    assert come_to(checkout) == [Balance(captured=4800)]


def test_pressed_twice_it_is_one_page(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()

    first, second = leads(checkout), leads(checkout, Money(4800, "EUR"))

    assert page_of(first) == page_of(second)
    assert Attempt.objects.count() == 1


def test_who_has_kept_cards_finds_them_there(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    checkout.contact.customer = ada = a_user()
    checkout.contact.save()
    name = begin_wallet(owner=ada)

    leads(checkout)

    session = Attempt.objects.get().session
    assert stripe.client.v1.checkout.sessions.retrieve(session).customer == name


def test_a_card_that_is_declined_stays_there(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    there = page_of(leads(checkout))

    assert typed(there, POOR) == ""
    assert complete(checkout).action
    assert typed(there) == BACK

    assert complete(checkout).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]


def test_the_bank_is_asked_there_too(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()

    bank = typed(page_of(leads(checkout)), ASKS)
    assert "/3d-secure/" in bank
    said_at(bank, proved=True)

    assert complete(checkout).checkout.order


def test_who_types_a_card_here_instead_cannot_pay_there_any_more(
    cards: Cards, stripe: RunningSandbox
) -> None:
    checkout = begun()
    there = page_of(leads(checkout))

    assert complete(checkout, "visa").checkout.order

    assert typed(there) == ""
    assert charges(stripe, checkout) == [(4800, 0)]


def test_who_has_paid_there_does_not_pay_here_again(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    typed(page_of(leads(checkout)))

    assert complete(checkout, "visa").checkout.order

    assert charges(stripe, checkout) == [(4800, 0)]


@pytest.mark.parametrize("first", ["page", "card"])
def test_of_two_windows_that_pay_at_once_one_is_stopped(
    cards: Cards, stripe: RunningSandbox, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = begun()
    total = seen(checkout)
    inside = StripeGateway.begin if first == "card" else open_page

    def interrupted(*args: Any, **told: Any) -> Any:
        """The other window acts after this one has looked, and before Stripe has heard of it."""
        monkeypatch.undo()
        other()
        return inside(*args, **told)

    def other() -> None:
        if first == "card":
            leads(checkout, total)
        else:
            with suppress(ShopError):
                complete(checkout, "visa", total)

    if first == "card":
        monkeypatch.setattr(StripeGateway, "begin", interrupted)
        complete(checkout, "visa", total)
    else:
        monkeypatch.setattr("shop.card_payments.page.open_page", interrupted)
        leads(checkout, total)

    typed(f"{stripe.url}/c/pay/{Attempt.objects.get().session}")
    assert charges(stripe, checkout) == [(4800, 0)]
    assert complete(now(checkout), total=total).checkout.order


@pytest.mark.parametrize("paid", [False, True])
def test_another_way_closes_the_page_or_gives_the_money_back(
    cards: Cards, stripe: RunningSandbox, paid: bool
) -> None:
    checkout = begun()
    there = page_of(leads(checkout))
    if paid:
        typed(there)

    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")

    assert typed(there) in ("", BACK)
    assert charges(stripe, checkout) == ([(4800, 4800)] if paid else [])


def test_a_page_that_has_expired_lets_the_buyer_begin_anew(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    leads(checkout)
    stripe.client.v1.checkout.sessions.expire(Attempt.objects.get().session)

    with pytest.raises(PaymentDeclined, match="given up"):
        complete(checkout)

    assert complete(now(checkout), "visa").checkout.order


def test_who_closes_the_browser_there_has_an_order(
    cards: Cards, stripe: RunningSandbox, settings: Any
) -> None:
    settings.WEBHOOK_SECRETS = {"stripe": [SECRET]}
    checkout = begun()
    typed(page_of(leads(checkout)))
    assert Payment.objects.get().reference == ""

    told(about_it(stripe))

    assert Order.objects.get().cart == checkout.cart
    assert come_to(checkout) == [Balance(captured=4800)]


def about_it(stripe: RunningSandbox) -> list[Event]:
    """What happened at the sandbox that names the one payment that there is."""
    name = Payment.objects.get().public_id
    found = [event.to_dict() for event in stripe.client.v1.events.list({"limit": 30}).data]
    return [
        one for one in reversed(found) if one["data"]["object"].get("metadata", {}).get("payment") == name
    ]


def test_the_money_can_be_set_aside_there(cards: Cards, stripe: RunningSandbox, settings: Any) -> None:
    settings.SHOP_CAPTURE = Capture.LATER
    checkout = begun()

    typed(page_of(leads(checkout)))

    assert complete(checkout).checkout.order
    assert come_to(checkout) == [Balance(authorised=4800)]


@pytest.mark.parametrize("fault", ["drop-before", "drop-after"])
def test_where_stripe_does_not_answer_it_is_asked_again(
    cards: Cards, stripe: RunningSandbox, fault: str
) -> None:
    checkout = begun()
    stripe.ask("/sandbox/faults", {"fault": fault, "path": "/v1/checkout/sessions", "times": "2"})
    with pytest.raises(PaymentUnknown):
        leads(checkout)

    typed(page_of(leads(checkout)))

    assert complete(checkout).checkout.order
    assert charges(stripe, checkout) == [(4800, 0)]
