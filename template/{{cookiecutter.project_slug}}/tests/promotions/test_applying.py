"""How offers stack, stand alone and explain themselves."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.promotions.applying import Discounted, apply
from shop.promotions.basket import Line, Shopper
from shop.promotions.benefits import AmountOff, BuyGet, FreeShipping, Percent
from shop.promotions.offers import Offer
from tests.promotions.builders import a_basket, an_offer, mugs, plates
from tests.promotions.test_benefit_properties import benefits, bodies

TEN, FIVE_EUROS = Percent(Decimal(10)), AmountOff(500)


def said(found: Discounted) -> list[str]:
    """All explanations, line by line."""
    return [reduction.explanation for line in found.lines for reduction in line.reductions]


def refused(found: Discounted) -> list[str]:
    """What is said about codes that gave nothing."""
    return [str(refusal) for refusal in found.refused]


def test_a_discount_explains_itself_line_by_line() -> None:
    basket = a_basket(mugs(3), plates(1), codes=frozenset({"SPRING"}))

    found = apply(
        basket, [an_offer(TEN, code="SPRING"), an_offer(BuyGet(2, 1), slug="3-for-2", name="3 for 2")]
    )

    assert said(found) == [
        "2 + 1 free 3 for 2 on 3 x mug: -€9.90",
        "10 % SPRING on 3 x mug: -€1.98",
        "10 % SPRING on 1 x plate: -€1.50",
    ]
    assert [(line.amount, line.discount, line.left) for line in found.lines] == [
        (2970, 1188, 1782),
        (1500, 150, 1350),
    ]
    assert (found.discount, found.codes) == (1338, ("SPRING",))


@pytest.mark.parametrize(("first", "left"), [("percent", 1282), ("euros", 1332)])
def test_each_offer_sees_what_those_before_it_have_left(first: str, left: int) -> None:
    offers = [
        an_offer(TEN, slug="percent", priority=1 if first == "percent" else 2),
        an_offer(FIVE_EUROS, slug="euros", priority=1 if first == "euros" else 2),
    ]

    (line,) = apply(a_basket(mugs(2)), offers).lines

    assert line.left == left


def test_whether_an_offer_holds_does_not_depend_on_another() -> None:
    offers = [
        an_offer(Percent(Decimal(50)), slug="a"),
        an_offer(FIVE_EUROS, slug="b", currency="EUR", minimum_amount=1980),
    ]

    assert apply(a_basket(mugs(2)), offers).discount == 990 + 500


def test_the_best_of_all_together_and_each_exclusive_one_alone_wins() -> None:
    stacking = [an_offer(TEN, slug="ten"), an_offer(FIVE_EUROS, slug="five")]
    strong = an_offer(Percent(Decimal(50)), slug="half", exclusive=True)
    weak = an_offer(Percent(Decimal(20)), slug="fifth", exclusive=True)

    found = apply(a_basket(mugs(2)), [*stacking, weak, strong])
    assert [offer.slug for offer in found.offers] == ["half"]

    found = apply(a_basket(mugs(2)), [*stacking, weak])
    assert [offer.slug for offer in found.offers] == ["five", "ten"]


def test_between_equals_those_that_stack_are_taken() -> None:
    found = apply(a_basket(), [an_offer(TEN, slug="alone", exclusive=True), an_offer(TEN, slug="beside")])

    assert [offer.slug for offer in found.offers] == ["beside"]


@pytest.mark.parametrize(("shipping", "best"), [(490, "parcel"), (100, "five")])
def test_free_shipping_is_worth_what_the_parcel_costs(shipping: int, best: str) -> None:
    offers = [
        an_offer(AmountOff(300), slug="five"),
        an_offer(FreeShipping(), slug="parcel", exclusive=True),
    ]

    found = apply(a_basket(mugs(2), shipping=shipping), offers)

    assert [offer.slug for offer in found.offers] == [best]
    assert found.free_shipping is (best == "parcel")


SPRING: dict[str, Any] = {"code": "SPRING", "slug": "spring"}


@pytest.mark.parametrize(
    ("offers", "reason"),
    [
        ([], "SPRING is not a code that we know."),
        ([an_offer(**SPRING, used_up=True)], "SPRING has been used up."),
        ([an_offer(**SPRING, minimum_quantity=3)], "SPRING needs 3 pieces, and there are 2."),
        (
            [an_offer(**SPRING, exclusive=True), an_offer(Percent(Decimal(20)), slug="sale")],
            "SPRING cannot be combined with Sale, which saves more.",
        ),
        (
            [an_offer(**SPRING), an_offer(Percent(Decimal(100)), slug="all", priority=1)],
            "SPRING takes nothing off that is not taken off already.",
        ),
        (
            [an_offer(**SPRING), an_offer(slug="spring", code="MARCH")],
            "SPRING gives what MARCH gives, and that counts once.",
        ),
    ],
)
def test_a_code_that_gives_nothing_says_why(offers: list[Offer], reason: str) -> None:
    found = apply(a_basket(mugs(2), codes=frozenset({"SPRING", "MARCH"})), offers)

    assert reason in refused(found)
    assert "SPRING" not in found.codes


def test_a_code_that_gives_something_is_not_refused() -> None:
    found = apply(a_basket(codes=frozenset({"SPRING"})), [an_offer(**SPRING)])

    assert (found.refused, found.codes) == ((), ("SPRING",))


def test_an_empty_cart_costs_nothing_and_gets_nothing_off() -> None:
    basket = a_basket()
    empty = type(basket)(lines=(), currency="EUR", at=basket.at)

    assert apply(empty, [an_offer(FIVE_EUROS)]).discount == 0


carts = st.lists(bodies, max_size=6).map(
    lambda told: [mugs(*body, id=f"line-{n}", product=n % 2) for n, body in enumerate(told)]
)
offered = st.lists(
    st.builds(
        lambda benefit, slug, priority, exclusive, products: an_offer(
            benefit, slug=slug, priority=priority, exclusive=exclusive, products=products
        ),
        benefits,
        st.sampled_from("abcdef"),
        st.integers(0, 2),
        st.booleans(),
        st.sampled_from([frozenset(), frozenset({0})]),
    ),
    max_size=5,
    unique_by=lambda offer: offer.slug,
)


@given(carts, offered)
def test_nothing_costs_less_than_nothing_and_the_sums_are_those_of_the_lines(
    lines: list[Line], offers: list[Offer]
) -> None:
    found = apply(a_basket(*lines, shopper=Shopper()), offers) if lines else apply(a_basket(), offers)

    assert all(0 <= line.discount <= line.amount for line in found.lines)
    assert found.discount == sum(line.amount - line.left for line in found.lines)
    assert len(found.offers) < 2 or not any(offer.exclusive for offer in found.offers)


@given(carts.filter(bool), offered, st.randoms(use_true_random=False))
def test_neither_the_order_of_lines_nor_that_of_offers_matters(
    lines: list[Line], offers: list[Offer], random: Random
) -> None:
    found = apply(a_basket(*lines), offers)

    shuffled = apply(a_basket(*random.sample(lines, len(lines))), random.sample(offers, len(offers)))

    assert {line.id: line for line in shuffled.lines} == {line.id: line for line in found.lines}
    assert shuffled.offers == found.offers


@given(carts.filter(bool), offered)
def test_one_more_offer_that_stands_alone_is_never_worse_for_the_shopper(
    lines: list[Line], offers: list[Offer]
) -> None:
    basket = a_basket(*lines)
    one_more = an_offer(TEN, slug="z", exclusive=True)

    assert apply(basket, [*offers, one_more]).discount >= apply(basket, offers).discount
