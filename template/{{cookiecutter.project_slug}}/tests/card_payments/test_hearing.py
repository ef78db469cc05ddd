"""What Stripe tells makes orders, whoever does not come back, and none that Stripe would not confirm."""

import time
from typing import Any

import pytest

from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout, Point
from shop.checkout.services.finalising import change_checkout, complete_checkout
from shop.orders.models import Order
from shop.payments.ledger import Balance
from shop.payments.models import Payment, PaymentEvent
from shop.payments.selectors import paid_for
from shop.webhooks.models import Incoming
from tests.card_payments.builders import at_the_bank, begun, charges, come_to, complete
from tests.card_payments.telling import SECRET, deliver, events_of, told
from tests.checkout.builders import now, seen
from tests.orders.builders import a_contact
from tests.outbox.doing import all_done
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreed(settings: Any) -> None:
    """A secret was agreed, and there is an older one that still counts."""
    settings.WEBHOOK_SECRETS = {"stripe": ["whsec_older", SECRET]}


def paid_and_gone(stripe: RunningSandbox) -> Checkout:
    """A buyer has proved who they are, and never came back to the shop."""
    checkout = begun()
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=True)
    return checkout


def test_who_never_comes_back_has_an_order(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = paid_and_gone(stripe)

    told(events_of(stripe, checkout))

    assert now(checkout).point == Point.ORDERED
    assert charges(stripe, checkout) == [(4800, 0)]


@pytest.mark.parametrize("how", ["backwards", "twice", "without the first", "with the last alone"])
def test_however_it_is_told_there_is_one_order_and_one_balance(
    cards: Cards, stripe: RunningSandbox, how: str
) -> None:
    checkout = paid_and_gone(stripe)
    events = events_of(stripe, checkout)
    told(
        {
            "backwards": events[::-1],
            "twice": [*events, *events],
            "without the first": events[1:],
            "with the last alone": events[-1:],
        }[how]
    )

    assert Order.objects.count() == 1
    assert come_to(checkout) == [Balance(captured=4800)]


def test_the_shopper_and_the_message_come_at_once(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = paid_and_gone(stripe)
    assert complete(checkout).checkout.order

    told(events_of(stripe, checkout))

    assert Order.objects.count() == 1
    assert charges(stripe, checkout) == [(4800, 0)]


def test_a_payment_says_which_order_it_paid(cards: Cards, stripe: RunningSandbox) -> None:
    order = complete(begun(), "visa").checkout.order
    assert order
    assert Payment.objects.get().order is None

    all_done()

    assert Payment.objects.get().order == order
    assert paid_for(order) == Balance(captured=4800)


@pytest.mark.parametrize(
    ("card", "back", "balance"),
    [
        ("visa", 1000, Balance(captured=4800, refunded=1000)),
        ("createDispute", 0, Balance(captured=4800, disputed=4800)),
    ],
)
def test_what_is_given_back_or_disputed_later_is_noted(
    cards: Cards, stripe: RunningSandbox, card: str, back: int, balance: Balance
) -> None:
    checkout = begun()
    complete(checkout, card)
    if back:
        payment = Payment.objects.get()
        stripe.client.v1.refunds.create({"payment_intent": payment.reference, "amount": back})

    told(events_of(stripe, checkout))

    assert come_to(checkout) == [balance]
    assert PaymentEvent.objects.exclude(source="").exists()


def test_a_card_that_failed_at_the_bank_lets_the_shopper_try_again(
    cards: Cards, stripe: RunningSandbox
) -> None:
    checkout = begun()
    at_the_bank(complete(checkout, "authenticationRequired").action, proved=False)

    told(events_of(stripe, checkout))

    assert (now(checkout).point, now(checkout).attempt) == (Point.PREPARED, 2)
    assert complete(now(checkout), "visa").checkout.order


def test_money_for_an_attempt_that_was_given_up_goes_back(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    stripe.ask("/sandbox/faults", {"fault": "drop-after", "path": "/v1/payment_intents/", "times": "2"})
    with pytest.raises(PaymentUnknown):
        complete(checkout, "visa")
    # Somebody chose another way, and whoever was to give the first one up has died before they did.
    Checkout.objects.update(attempt=2, point=Point.PREPARED, settled="", way="bank-transfer")

    told(events_of(stripe, checkout))

    assert charges(stripe, checkout) == [(4800, 4800)]
    change_checkout(token=checkout.cart, contact=a_contact(), way="bank-transfer")
    assert complete_checkout(token=checkout.cart, seen=seen(checkout)).checkout.order


def test_a_message_that_lies_makes_no_order(cards: Cards, stripe: RunningSandbox) -> None:
    checkout = begun()
    complete(checkout, "authenticationRequired")
    (asking,) = [event for event in events_of(stripe, checkout) if event["type"].endswith("requires_action")]

    told([asking | {"id": "evt_lie", "type": "payment_intent.succeeded"}])

    assert (Order.objects.count(), now(checkout).point) == (0, Point.ASKED)


def test_messages_of_another_version_are_not_read_and_still_make_orders(
    cards: Cards, stripe: RunningSandbox
) -> None:
    checkout = paid_and_gone(stripe)
    event = events_of(stripe, checkout)[-1]
    intent = {"id": event["data"]["object"]["id"], "object": "payment_intent"}

    told([event | {"api_version": "2019-12-03", "data": {"object": intent}}])

    assert now(checkout).point == Point.ORDERED


@pytest.mark.parametrize(
    "thing", [{"id": "pi_of_others", "object": "payment_intent"}, {"id": "ch_1", "object": "charge"}]
)
def test_what_something_else_does_at_the_same_account_is_nobodys_business(
    cards: Cards, stripe: RunningSandbox, thing: dict[str, str]
) -> None:
    kind = "payment_intent.succeeded" if thing["object"] == "payment_intent" else "charge.succeeded"
    event = {
        "id": "evt_1",
        "type": kind,
        "api_version": "2026-10-28.endive",
        "data": {"object": thing},
        "created": 1,
    }

    told([event])

    assert Incoming.objects.get().state == "done"


@pytest.mark.parametrize(
    ("secret", "late", "status"),
    [(SECRET, 0, 200), ("whsec_older", 0, 200), ("whsec_guessed", 0, 401), (SECRET, 301, 401)],
)
def test_only_stripe_is_believed_and_only_for_five_minutes(
    cards: Cards, secret: str, late: int, status: int
) -> None:
    event = {"id": "evt_1", "type": "payment_intent.succeeded"}

    assert deliver(event, secret, int(time.time()) - late) == status
    assert Incoming.objects.count() == (status == 200)


def test_without_a_secret_nothing_is_genuine(cards: Cards, settings: Any) -> None:
    settings.WEBHOOK_SECRETS = {}

    assert deliver({"id": "evt_1", "type": "payment_intent.succeeded"}) == 401
