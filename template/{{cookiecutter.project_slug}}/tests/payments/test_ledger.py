"""What a payment comes to, in whatever order, however often and however late it is told.

A few hundred lives of payments in every run of the tests; `PAYMENT_EXAMPLES=10000` asks for more.
"""

import os
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from shop.payments.ledger import Balance, Kind, balance
from shop.payments.services import Fact
from tests.payments.builders import a_fact

EXAMPLES = int(os.environ.get("PAYMENT_EXAMPLES", "200"))

Life = tuple[list[Fact], Balance]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """What happens to a payment at its provider, and what it comes to. The sum is done beside it, by hand."""
    facts: list[Fact] = []
    authorised = captured = refunded = disputed = 0
    for number in range(draw(st.integers(0, 3))):
        charge, amount = f"ch_{number}", draw(st.integers(1, 5000))
        end = draw(st.sampled_from(["declined", "open", "released", "taken", "taken in part"]))
        if end == "declined":
            facts.append(a_fact(Kind.DECLINED, amount, charge))
            continue
        facts.append(a_fact(Kind.AUTHORISED, amount, charge))
        if end == "open":
            authorised += amount
            continue
        if end == "released":
            facts.append(a_fact(Kind.RELEASED, amount, charge))
            continue
        taken = amount if end == "taken" else draw(st.integers(1, amount))
        facts.append(a_fact(Kind.CAPTURED, taken, charge))
        if taken < amount:
            facts.append(a_fact(Kind.RELEASED, amount - taken, charge))
        captured += taken
        back, held, more = draw(afterwards(charge, taken))
        refunded, disputed = refunded + back, disputed + held
        facts += more
    return facts, Balance(authorised, captured, refunded, disputed)


@st.composite
def afterwards(draw: st.DrawFn, charge: str, taken: int) -> tuple[int, int, list[Fact]]:
    """What goes back of a charge, and what is disputed."""
    facts: list[Fact] = []
    refunded = disputed = 0
    for number in range(draw(st.integers(0, 3))):
        refund, part = f"re_{charge}_{number}", draw(st.integers(1, taken))
        if refunded + part > taken:
            break
        facts.append(a_fact(Kind.REFUNDED, part, refund))
        if draw(st.booleans()):
            refunded += part
        else:
            facts.append(a_fact(Kind.REFUND_FAILED, part, refund))
    if draw(st.booleans()) and refunded < taken:
        end = draw(st.sampled_from([None, Kind.DISPUTE_WON, Kind.DISPUTE_LOST]))
        left, dispute = taken - refunded, f"du_{charge}"
        facts.append(a_fact(Kind.DISPUTED, left, dispute))
        facts += [a_fact(end, left, dispute)] if end else []
        disputed = 0 if end == Kind.DISPUTE_WON else left
    return refunded, disputed, facts


@given(lives(), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES)
def test_any_order_and_any_duplication_give_one_balance(life: Life, luck: Random) -> None:
    facts, expected = life
    told = [fact for fact in facts for _ in range(luck.randint(1, 3))]
    luck.shuffle(told)

    assert balance(told) == expected
    assert expected.kept >= 0


@given(lives(), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES)
def test_what_is_late_is_made_up_for_when_it_comes(life: Life, luck: Random) -> None:
    facts, expected = life
    late = [fact for fact in facts if luck.random() < 0.5]
    in_time = [fact for fact in facts if fact not in late]

    assert balance([*in_time, *late]) == expected
    assert balance([*late, *in_time]) == expected


def test_counting_what_is_told_would_be_wrong() -> None:
    """The control: a sum of messages, which is what everybody writes first, depends on how they come."""
    refund = a_fact(Kind.REFUNDED, 500, "re_1")
    told = [a_fact(), refund, refund]

    assert sum(fact.amount for fact in told if fact.kind == Kind.REFUNDED) == 1000
    assert balance(told).refunded == 500


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], Balance()),
        ([a_fact(Kind.DECLINED)], Balance()),
        ([a_fact(Kind.AUTHORISED)], Balance(authorised=2000)),
        ([a_fact(Kind.CAPTURED)], Balance(captured=2000)),
        ([a_fact(Kind.AUTHORISED), a_fact(Kind.CAPTURED, 1500)], Balance(authorised=500, captured=1500)),
        ([a_fact(Kind.AUTHORISED), a_fact(Kind.RELEASED)], Balance()),
        ([a_fact(Kind.CAPTURED, 500), a_fact(Kind.CAPTURED, 2000)], Balance(captured=2000)),
        ([a_fact(Kind.REFUND_FAILED, 500, "re_1")], Balance()),
        ([a_fact(), a_fact(Kind.DISPUTED, 2000, "du_1")], Balance(captured=2000, disputed=2000)),
    ],
)
def test_what_it_comes_to(facts: list[Fact], expected: Balance) -> None:
    assert balance(facts) == expected


def test_what_is_kept_may_be_below_zero_and_what_can_be_given_back_is_not() -> None:
    early = balance([a_fact(Kind.REFUNDED, 500, "re_1")])

    assert (early.kept, early.refundable) == (-500, 0)
