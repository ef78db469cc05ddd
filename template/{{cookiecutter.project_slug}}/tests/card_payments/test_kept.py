"""Cards that customers let us keep, at Stripe."""

import pytest

from shop.accounts.models import User
from shop.card_payments.kept import cards_of, forget_card
from shop.card_payments.models import Attempt, Wallet
from shop.card_payments.way import Cards
from shop.checkout.errors import PaymentDeclined
from shop.checkout.models import Checkout
from shop.checkout.services.finalising import Completed, complete_checkout
from tests.builders import a_user
from tests.card_payments.builders import BACK, begun, charges, given
from tests.checkout.builders import seen
from tests.sandboxes import RunningSandbox

pytestmark = pytest.mark.django_db


def of(owner: User) -> Checkout:
    """A checkout of somebody who has signed in."""
    checkout = begun()
    checkout.contact.customer = owner
    checkout.contact.save()
    return checkout


def pays(checkout: Checkout, **sent: str) -> Completed:
    """Pay, and say more with it."""
    return complete_checkout(token=checkout.cart, seen=seen(checkout), given={"back": BACK, **sent})


def test_a_card_is_kept_and_pays_again(cards: Cards, stripe: RunningSandbox) -> None:
    ada = a_user()
    assert cards_of(ada) == []
    assert pays(of(ada), method="pm_card_visa", keep="yes").checkout.order

    (card,) = cards_of(ada)
    assert (card.label, card.until) == ("Visa that ends in 4242", "12/2034")
    again = of(ada)
    assert pays(again, kept=card.method).checkout.order

    assert charges(stripe, again) == [(4800, 0)]
    assert Wallet.objects.get().owner == ada


@pytest.mark.parametrize("keep", ["", "no"])
def test_nothing_is_kept_unasked(cards: Cards, keep: str) -> None:
    ada = a_user()

    assert pays(of(ada), method="pm_card_visa", keep=keep).checkout.order

    assert (cards_of(ada), Wallet.objects.count()) == ([], 0)


def test_a_guest_keeps_nothing(cards: Cards) -> None:
    assert pays(begun(), method="pm_card_visa", keep="yes").checkout.order

    assert (Wallet.objects.count(), Attempt.objects.get().customer) == (0, "")


def test_somebody_elses_card_pays_for_nobody(cards: Cards, stripe: RunningSandbox) -> None:
    ada, eve = a_user(), a_user()
    pays(of(ada), method="pm_card_visa", keep="yes")
    pays(of(eve), method="pm_card_mastercard", keep="yes")
    (card,) = cards_of(ada)
    thief = of(eve)

    with pytest.raises(PaymentDeclined, match="cannot be used any more"):
        pays(thief, kept=card.method)

    assert charges(stripe, thief) == []
    assert not forget_card(owner=eve, method=card.method)
    assert cards_of(ada) == [card]


def test_a_card_is_forgotten(cards: Cards) -> None:
    ada = a_user()
    pays(of(ada), method="pm_card_visa", keep="yes")
    (card,) = cards_of(ada)

    assert forget_card(owner=ada, method=card.method)

    assert cards_of(ada) == []
    with pytest.raises(PaymentDeclined):
        pays(of(ada), kept=card.method)


def test_where_stripe_cannot_keep_it_the_card_pays_all_the_same(cards: Cards, stripe: RunningSandbox) -> None:
    ada = a_user()
    stripe.ask("/sandbox/faults", {"fault": "drop-before", "path": "/v1/customers", "times": "2"})

    assert pays(of(ada), method="pm_card_visa", keep="yes").checkout.order

    assert Wallet.objects.count() == 0


def test_where_stripe_does_not_answer_there_is_nothing_to_choose(
    cards: Cards, stripe: RunningSandbox
) -> None:
    ada = a_user()
    pays(of(ada), method="pm_card_visa", keep="yes")
    stripe.ask("/sandbox/faults", {"fault": "drop-before", "path": "/v1/customers", "times": "2"})

    assert cards_of(ada) == []
    assert len(cards_of(ada)) == 1


def test_two_at_once_get_one_name(cards: Cards) -> None:
    ada = a_user()
    for _ in range(2):
        pays(of(ada), **given(), keep="yes")

    assert Wallet.objects.count() == 1
    assert len(set(Attempt.objects.values_list("customer", flat=True))) == 1
