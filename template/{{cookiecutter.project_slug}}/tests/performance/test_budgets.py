"""Pages cost what their budgets say; and what costs more is found."""

from dataclasses import replace

import pytest
from django.db import connection

from performance.budgets import budgets
from performance.reading import Cost, Wrong, cost_of, explaining
from performance.shelves import fill
from shop.catalog.models import Product
from storefront.asking import Asking
from storefront.cards import Card, card_of
from storefront.pages import home

pytestmark = pytest.mark.django_db

BUDGETS = budgets()


@pytest.fixture
def shelves(db: None) -> None:
    """A shop with 5,000 products."""
    fill(5_000)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_costs_what_its_budget_says(name: str, shelves: None) -> None:
    budget = BUDGETS[name]

    assert list(budget.broken(cost_of(budget.path))) == []


def test_a_question_for_each_card_is_found(shelves: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(product: Product, asking: Asking) -> Card:
        product.pictures.count()
        return card_of(product, asking)

    monkeypatch.setattr(home, "card_of", asks)

    found = list(BUDGETS["home"].broken(cost_of("/")))

    assert found[0] == "/: 16 statements, and 4 are in its budget."


def test_an_index_that_is_missing_is_found(shelves: None) -> None:
    before = cost_of("/c/shelf-1/").rows
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX product_newest_in_category")
        cursor.execute("DROP INDEX product_newest")

    after = cost_of("/c/shelf-1/").rows

    assert after > before


def test_a_loop_that_is_twice_as_long_is_found(shelves: None) -> None:
    cost = cost_of("/")

    doubled = replace(cost, calls=2 * cost.calls, size=2 * cost.size)

    assert [line.split()[2] for line in BUDGETS["home"].broken(doubled)] == ["kilobytes,", "calls,"]


def test_to_count_twice_gives_the_same(shelves: None) -> None:
    first, second = cost_of("/"), cost_of("/")

    assert [one.sql for one in first.statements] == [one.sql for one in second.statements]
    assert (first.rows, first.size) == (second.rows, second.size)
    assert second.calls == pytest.approx(first.calls, rel=0.01)


def test_rows_that_were_thrown_away_count(shelves: None) -> None:
    cost = Cost()
    with connection.execute_wrapper(explaining(cost)):
        list(Product.objects.filter(summary="None has this."))

    assert [one.rows for one in cost.statements] == [5_000]


def test_a_page_that_is_not_there_cannot_be_measured(db: None) -> None:
    with pytest.raises(Wrong, match="/p/nothing/ answers 404"):
        cost_of("/p/nothing/")
