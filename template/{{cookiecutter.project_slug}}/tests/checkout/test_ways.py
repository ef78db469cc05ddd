"""Ways to pay are registered by whoever has one, and the checkout knows none by name."""

import pytest

from shop.checkout import ways as registry
from shop.checkout.errors import UnknownWay
from shop.checkout.transfer import reference_of
from shop.checkout.ways import PaymentRequest, Pending, Undoes, register_way, way_of, ways
from shop.core.money import Money

REQUEST = PaymentRequest(
    amount=Money(9600, "EUR"),
    key="chk_4k7m2p9s3v6x8z1b5d0f-1",
    checkout="chk_4k7m2p9s3v6x8z1b5d0f",
    email="a@b.c",
)


class Barter:
    """A pot for a goat."""

    code, name = "barter", "Barter"

    def pay(self, request: PaymentRequest) -> Pending:
        return Pending("one goat")


@pytest.fixture(autouse=True)
def on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a test's ways end with the test."""
    monkeypatch.setattr(registry, "_ways", dict(registry._ways))  # noqa: SLF001 - a copy of it for the test


def test_a_shop_takes_bank_transfers() -> None:
    assert "bank-transfer" in [way.code for way in ways()]


def test_whoever_has_a_way_registers_it() -> None:
    register_way(Barter())
    register_way(barter := Barter())

    assert way_of("barter") is barter
    assert [way.code for way in ways()].count("barter") == 1


def test_a_way_that_nobody_has_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownWay) as caught:
        way_of("barter")

    assert caught.value.found == "`barter`."
    assert "`bank-transfer`" in caught.value.expected


def test_a_transfer_says_what_to_transfer_and_with_which_reference() -> None:
    outcome = way_of("bank-transfer").pay(REQUEST)

    assert isinstance(outcome, Pending)
    assert outcome.reference == "4K7M2-P9S3V"
    assert (outcome.instructions["Amount"], outcome.instructions["Reference"]) == ("€96.00", "4K7M2-P9S3V")
    assert outcome.instructions["IBAN"].startswith("DE")
    assert way_of("bank-transfer").pay(REQUEST) == outcome


def test_a_transfer_takes_nothing_that_would_have_to_be_given_back() -> None:
    assert not isinstance(way_of("bank-transfer"), Undoes)


def test_two_checkouts_have_two_references() -> None:
    assert reference_of("chk_4k7m2p9s3v6x8z1b5d0f") != reference_of("chk_4k7m2p9s3w6x8z1b5d0f")
