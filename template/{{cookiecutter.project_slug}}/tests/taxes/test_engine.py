"""Who owes tax, and that one question tells an engine all that it needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core.rounding import Halves, Rounding
from shop.taxes.computing import TaxLine
from shop.taxes.engine import Customer, TableEngine, TaxAnswer, TaxEngine, TaxQuestion, Treatment
from shop.taxes.errors import NoTaxRate
from shop.taxes.places import Place
from shop.taxes.shipping import ShippingTax
from shop.taxes.table import TaxTable
from shop.taxes.vat_check import OfflineCheck
from shop.taxes.vat_ids import parse_vat_id
from tests.taxes.builders import FRANCE, GERMANY, NOWHERE, TODAY, a_row

TABLE = TaxTable(
    (
        a_row("DE", "standard", "19"),
        a_row("DE", "books", "7"),
        a_row("FR", "standard", "20", begins=date(2014, 1, 1)),
        a_row("GB", "standard", "20"),
    )
)
MUG, NOVEL = TaxLine("mug", 2380), TaxLine("novel", 1070, category="books")


def a_business(vat_id: str, accepted: bool = True) -> Customer:
    """A customer with a VAT id."""
    return Customer(business=OfflineCheck(accepts_plausible=accepted).check(parse_vat_id(vat_id)))


def a_question(lines: Sequence[TaxLine] = (MUG,), to: Place = GERMANY, **told: Any) -> TaxQuestion:
    """A cart of a German shop, with tax in its prices."""
    made_up: dict[str, Any] = {"code": "cart-1", "currency": "EUR", "on": TODAY, "origin": GERMANY}
    return TaxQuestion(destination=to, lines=tuple(lines), **(made_up | told))


def ask(engine: TaxEngine | None = None, **told: Any) -> TaxAnswer:
    """Ask the table, unless there is another engine: both are asked alike."""
    return (engine or TableEngine(TABLE)).tax(a_question(**told))


def test_a_shopper_pays_the_tax_of_where_the_goods_go() -> None:
    answer = ask(to=FRANCE, lines=[TaxLine("mug", 2400)])

    assert (answer.treatment, answer.note) == (Treatment.TAXED, "")
    assert [(str(sums.rate), sums.net, sums.tax) for sums in answer.taxed.rates] == [("VAT 20 %", 2000, 400)]


def test_a_business_in_another_member_state_pays_the_net_price_and_accounts_for_the_tax_itself() -> None:
    answer = ask(to=FRANCE, customer=a_business("FR83404833048"))

    assert answer.treatment is Treatment.REVERSE_CHARGE
    assert (answer.taxed.net, answer.taxed.tax, answer.taxed.gross) == (2000, 0, 2000)
    assert "article 138" in answer.note


@pytest.mark.parametrize(
    ("to", "customer"),
    [
        pytest.param(FRANCE, Customer(), id="no business"),
        pytest.param(FRANCE, a_business("FR83404833048", accepted=False), id="refused by the register"),
        pytest.param(FRANCE, a_business("DE136695976"), id="an id of the state that the goods leave"),
        pytest.param(FRANCE, a_business("GB980780684"), id="a British id"),
        pytest.param(GERMANY, a_business("FR83404833048"), id="goods that stay in the country"),
    ],
)
def test_everybody_else_in_the_union_pays_tax(to: Place, customer: Customer) -> None:
    assert ask(to=to, customer=customer).treatment is Treatment.TAXED


def test_a_business_may_be_registered_in_a_third_member_state() -> None:
    assert ask(to=FRANCE, customer=a_business("ATU13585627")).treatment is Treatment.REVERSE_CHARGE


@pytest.mark.parametrize(
    ("place", "state"),
    [
        (Place("GR"), "EL"),
        (Place("GB", "NIR"), "XI"),
        (Place("GB", "ENG"), ""),
        (Place("ES", "MD"), "ES"),
        (Place("ES", "CN"), ""),
        (Place("JP"), ""),
    ],
)
def test_the_union_has_borders_of_its_own(place: Place, state: str) -> None:
    assert place.member_state == state


def test_goods_go_to_northern_ireland_as_within_the_union_and_to_england_as_outside() -> None:
    business = a_business("XI980780684")

    assert ask(to=Place("GB", "NIR"), customer=business).treatment is Treatment.REVERSE_CHARGE
    assert ask(to=Place("GB", "ENG"), customer=business).treatment is Treatment.TAXED


def test_who_lives_where_the_shop_collects_nothing_does_not_pay_the_tax_of_the_origin() -> None:
    answer = ask(to=NOWHERE, lines=[MUG, NOVEL])

    assert answer.treatment is Treatment.NOT_COLLECTED
    assert [(line.id, line.gross) for line in answer.taxed.lines] == [("mug", 2000), ("novel", 1000)]


def test_who_is_exempt_pays_none() -> None:
    answer = ask(customer=Customer(exemption="CA-RESALE-1"))

    assert (answer.treatment, answer.taxed.gross) == (Treatment.EXEMPT, 2000)
    assert answer.note == "No tax: the customer is exempt."


def test_a_price_without_tax_stays_what_it_is_for_who_owes_none() -> None:
    assert ask(to=NOWHERE, included=False).taxed.gross == 2380


@pytest.mark.parametrize(
    ("strategy", "taxed"),
    [
        (ShippingTax.OWN, {"VAT 19 %": 80}),
        (ShippingTax.PROPORTIONAL, {"VAT 19 %": 55, "VAT 7 %": 10}),
    ],
)
def test_shipping_is_taxed_too(strategy: ShippingTax, taxed: dict[str, int]) -> None:
    engine = TableEngine(TABLE, shipping=strategy)

    answer = ask(engine, lines=[MUG, NOVEL], shipping=500)

    of_shipping = [line for line in answer.taxed.lines if line.id.startswith("shipping")]
    assert {str(line.rate): line.tax for line in of_shipping} == taxed
    assert answer.shipping_gross == 500


def test_a_destination_with_a_hole_in_its_rates_is_refused() -> None:
    with pytest.raises(NoTaxRate, match="nothing for `standard` in FR on 2013-12-31"):
        ask(to=FRANCE, on=date(2013, 12, 31))


lines = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from(["standard", "books", "other"])), max_size=8
)
engines = st.builds(
    TableEngine,
    st.just(TABLE),
    st.sampled_from(Rounding),
    st.sampled_from(Halves),
    st.sampled_from(ShippingTax),
)
customers = st.sampled_from([Customer(), Customer(exemption="yes"), a_business("FR83404833048")])
places = st.sampled_from([GERMANY, FRANCE, NOWHERE])


@given(engines, lines, places, customers, st.booleans(), st.integers(0, 10**4))
def test_whoever_asks_whatever_net_and_tax_are_gross(
    engine: TableEngine,
    lines: list[tuple[int, str]],
    to: Place,
    customer: Customer,
    included: bool,
    shipping: int,
) -> None:
    told = [TaxLine(str(n), *line) for n, line in enumerate(lines)]

    answer = ask(engine, lines=told, to=to, customer=customer, included=included, shipping=shipping)

    asked = shipping + sum(line.amount for line in told)
    taxed = answer.taxed
    assert taxed.net + taxed.tax == taxed.gross
    assert sum(line.gross for line in taxed.lines) == taxed.gross
    if answer.treatment is Treatment.TAXED:
        assert (taxed.gross if included else taxed.net) == asked
    else:
        assert taxed.tax == 0
        assert taxed.gross <= asked
