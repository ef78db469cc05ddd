"""What nobody came back for is ended: with an order, with the money back, or by forgetting it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from shop.carts.models import Cart
from shop.catalog.models import Variant
from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout, CheckoutContact
from shop.checkout.services.finalising import complete_checkout
from shop.checkout.services.sweeping import GIVEN_UP, LEFT, forget_checkouts, resume_unfinished
from shop.checkout.ways import NeedsAction
from shop.orders.models import Order
from tests.checkout.bank import Bank
from tests.checkout.builders import a_checkout, now, seen
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(bank: Bank, frozen_clock: FrozenClock) -> Checkout:
    """A checkout whose bank took the money and did not answer."""
    bank.answers = [None]
    checkout = a_checkout()
    with pytest.raises(PaymentUnknown):
        complete_checkout(token=checkout.cart, seen=seen(checkout))
    return now(checkout)


def test_what_was_paid_is_ordered(left: Checkout, bank: Bank, frozen_clock: FrozenClock) -> None:
    assert resume_unfinished() == {}
    frozen_clock.move(LEFT)

    assert resume_unfinished() == {"ordered": 1}
    assert (Order.objects.count(), len(bank.kept)) == (1, 1)


def test_what_cannot_be_ordered_any_more_is_paid_back(
    left: Checkout, bank: Bank, frozen_clock: FrozenClock
) -> None:
    Variant.objects.update(price_amount=1)
    frozen_clock.move(LEFT)

    assert resume_unfinished() == {"begun": 1}
    assert (Order.objects.count(), bank.kept) == (0, {})


def test_whoever_does_not_answer_is_asked_next_time(
    left: Checkout, bank: Bank, frozen_clock: FrozenClock
) -> None:
    bank.answers = [None]
    frozen_clock.move(LEFT)

    assert resume_unfinished() == {"asked": 1}
    assert resume_unfinished() == {"ordered": 1}


def test_who_never_did_what_the_bank_wanted_is_given_up(bank: Bank, frozen_clock: FrozenClock) -> None:
    bank.answers = [NeedsAction("pay_1"), NeedsAction("pay_1")]
    checkout = a_checkout()
    complete_checkout(token=checkout.cart, seen=seen(checkout))
    frozen_clock.move(LEFT)
    assert resume_unfinished() == {"asked": 1}
    frozen_clock.move(GIVEN_UP)

    assert resume_unfinished() == {"begun": 1}
    assert bank.returned == {checkout.payment_key}


def test_a_checkout_without_a_cart_is_forgotten_with_whose_it_was(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    kept, gone = a_checkout(), a_checkout()
    Cart.objects.filter(token=gone.cart).delete()
    assert forget_checkouts() == 0
    frozen_clock.move(timedelta(days=60))

    assert forget_checkouts() == 1
    assert (Checkout.objects.get(), CheckoutContact.objects.get().checkout) == (kept, kept)


def test_a_command_does_both(left: Checkout, frozen_clock: FrozenClock) -> None:
    frozen_clock.move(LEFT)
    out = StringIO()

    call_command("sweep_checkouts", stdout=out)

    assert out.getvalue() == "1 now ordered.\n0 forgotten.\n"
