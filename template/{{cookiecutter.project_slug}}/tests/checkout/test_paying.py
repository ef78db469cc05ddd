"""Phase two: somebody outside is asked for money, as often as it takes, and gives it once."""

import pytest
from django.db import transaction

from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout
from shop.checkout.services.paying import pay_checkout, take_back
from shop.checkout.services.preparing import prepare_checkout
from shop.checkout.ways import Declined, NeedsAction, Paid, Pending
from shop.core.money import Money
from tests.checkout.bank import Bank
from tests.checkout.builders import a_checkout, now, seen
from tests.orders.builders import a_full_cart

pytestmark = pytest.mark.django_db

WHOLE = Money(9600, "EUR")


@pytest.fixture
def checkout(bank: Bank) -> Checkout:
    """Three mugs and a plate, set aside."""
    begun = a_checkout(a_full_cart(MUG=3, PLATE=1))
    return prepare_checkout(checkout=begun, seen=seen(begun))


def test_what_was_agreed_to_is_paid(checkout: Checkout, bank: Bank) -> None:
    row, outcome = pay_checkout(checkout=checkout, given={"token": "tok_1"})

    assert outcome == Paid(f"paid-{checkout.payment_key}")
    assert (row.point, row.settled, row.reference) == ("paid", "paid", outcome.reference)
    assert bank.charges == {checkout.payment_key: WHOLE}
    (asked,) = bank.asked
    assert (asked.email, asked.given, asked.checkout) == (
        "ada@example.com",
        {"token": "tok_1"},
        row.public_id,
    )


def test_asked_twice_it_is_paid_once(checkout: Checkout, bank: Bank) -> None:
    first = pay_checkout(checkout=checkout)
    again = pay_checkout(checkout=checkout)

    assert first == again
    assert len(bank.asked) == 1


def test_who_does_not_answer_is_asked_again_with_the_same_key(checkout: Checkout, bank: Bank) -> None:
    bank.answers = [None]
    with pytest.raises(PaymentUnknown):
        pay_checkout(checkout=checkout)
    assert now(checkout).point == "asked"

    pay_checkout(checkout=now(checkout))

    assert [request.key for request in bank.asked] == [checkout.payment_key] * 2
    assert bank.charges == {checkout.payment_key: WHOLE}


def test_what_is_declined_can_be_tried_again_with_another_key(checkout: Checkout, bank: Bank) -> None:
    bank.answers = [Declined("There is not enough on this account.")]

    row, outcome = pay_checkout(checkout=checkout)

    assert outcome == Declined("There is not enough on this account.")
    assert (row.point, row.settled, row.attempt) == ("prepared", "", 2)
    pay_checkout(checkout=row)
    assert list(bank.charges) == [f"{checkout.public_id}-2"]


def test_what_needs_something_of_the_buyer_goes_on_afterwards(checkout: Checkout, bank: Bank) -> None:
    bank.answers = [NeedsAction("pay_1", {"secret": "s"})]

    row, outcome = pay_checkout(checkout=checkout)

    assert outcome == NeedsAction("pay_1", {"secret": "s"})
    assert (row.point, row.settled) == ("asked", "needs-action")
    assert "secret" not in str(Checkout.objects.values().get())
    assert pay_checkout(checkout=row)[0].point == "paid"
    assert bank.charges == {checkout.payment_key: WHOLE}


def test_what_comes_later_has_instructions(checkout: Checkout, bank: Bank) -> None:
    bank.answers = [Pending("R-1", {"Reference": "R-1"})]

    row, outcome = pay_checkout(checkout=checkout)

    assert (row.point, row.settled, row.instructions) == ("paid", "pending", [("Reference", "R-1")])
    assert pay_checkout(checkout=now(row))[1] == outcome


@pytest.mark.django_db(transaction=True)
def test_nobody_is_asked_while_a_transaction_is_open(checkout: Checkout, bank: Bank) -> None:
    with pytest.raises(RuntimeError, match=r"Found: bank: pay chk_\w+-1, inside one\."), transaction.atomic():
        pay_checkout(checkout=checkout)

    assert bank.asked == []


def test_nothing_is_paid_that_nobody_agreed_to(bank: Bank) -> None:
    with pytest.raises(PaymentUnknown):
        pay_checkout(checkout=a_checkout())

    assert bank.asked == []


def test_what_is_taken_back_is_given_back_once_and_begins_anew(checkout: Checkout, bank: Bank) -> None:
    paid, _ = pay_checkout(checkout=checkout)

    row = take_back(checkout=paid)
    again = take_back(checkout=paid)

    assert (row.point, row.settled, row.attempt) == ("begun", "", 2)
    assert (again.point, again.attempt) == ("begun", 2)
    assert bank.kept == {}


def test_what_is_on_its_way_back_is_never_paid_for_good(
    checkout: Checkout, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid, _ = pay_checkout(checkout=checkout)

    def silent(request: object) -> None:
        raise PaymentUnknown(found="silence.", do="ask again.")

    with monkeypatch.context() as patch:
        patch.setattr(bank, "undo", silent)
        with pytest.raises(PaymentUnknown):
            take_back(checkout=paid)

    assert now(checkout).point == "returning"
    with pytest.raises(PaymentUnknown):
        pay_checkout(checkout=now(checkout))
    assert take_back(checkout=now(checkout)).point == "begun"
    assert bank.kept == {}


def test_money_that_arrives_after_it_was_given_up_goes_back(checkout: Checkout, bank: Bank) -> None:
    pay = bank.pay

    def slow(request: object) -> Paid:
        bank.pay = pay  # type: ignore[method-assign]
        take_back(checkout=now(checkout))
        bank.returned.clear()  # the bank had heard of no payment when it was asked to undo one
        return pay(request)  # type: ignore[arg-type, return-value]

    bank.pay = slow  # type: ignore[method-assign]
    with pytest.raises(PaymentUnknown):
        pay_checkout(checkout=checkout)

    assert bank.kept == {}
    assert now(checkout).point == "begun"
