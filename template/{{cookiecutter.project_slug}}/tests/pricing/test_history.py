"""The history of public prices: written with each change, never touched again, and read for a sale."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries

from shop.catalog import watching
from shop.catalog.models import Variant
from shop.catalog.services.variants import change_price
from shop.core.money import Money
from shop.pricing.errors import PastPrices
from shop.pricing.models import Kind, Price, PriceChange
from shop.pricing.prior import prior_prices
from shop.pricing.services.history import import_prices
from shop.pricing.services.lists import remove_price, set_price
from tests.builders import a_product, a_variant
from tests.conftest import FrozenClock
from tests.pricing.builders import DAY, NOON, a_group, a_price_list, a_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def euros(amount: int) -> Money:
    """So many cents."""
    return Money(amount, "EUR")


def noted() -> list[tuple[int | None, int | None]]:
    """What changed, from what to what."""
    return [(change.before, change.after) for change in PriceChange.objects.all()]


def test_a_price_on_a_list_is_noted_with_each_change() -> None:
    made, mug = a_price_list(), a_variant()

    set_price(price_list=made, variant=mug, price=euros(2400))
    set_price(price_list=made, variant=mug, price=euros(2400))
    row = set_price(price_list=made, variant=mug, price=euros(2200))
    remove_price(price=row)

    assert noted() == [(None, 2400), (2400, 2200), (2200, None)]


def test_what_not_everybody_pays_for_one_is_no_public_price() -> None:
    mug = a_variant()

    set_price(price_list=a_price_list(group=a_group()), variant=mug, price=euros(2000))
    set_price(price_list=a_price_list(), variant=mug, price=euros(2000), min_quantity=6)

    assert noted() == []


def test_a_variants_own_price_is_noted_too() -> None:
    mug = a_variant()
    in_hand_since_this_morning = Variant.objects.get(pk=mug.pk)
    change_price(variant=mug, price=euros(2600))

    change_price(variant=in_hand_since_this_morning, price=euros(2800))
    change_price(variant=mug, price=euros(2800))

    assert noted() == [(2400, 2600), (2600, 2800)]


def test_an_own_price_in_another_currency_ends_one_and_begins_another(settings: Any) -> None:
    mug = a_variant()
    settings.SHOP_CURRENCY = "USD"

    change_price(variant=mug, price=Money(2700, "USD"))

    assert noted() == [(2400, None), (None, 2700)]


def test_a_change_that_cannot_be_noted_does_not_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    mug = a_variant()

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(watching, "_watchers", [fail])

    with pytest.raises(RuntimeError):
        change_price(variant=mug, price=euros(2600))

    mug.refresh_from_db()
    assert mug.price == euros(2400)


def test_the_past_is_not_written_anew() -> None:
    mug = a_variant()
    change_price(variant=mug, price=euros(2600))

    for rewrite in (lambda: PriceChange.objects.update(after=1), lambda: PriceChange.objects.all().delete()):
        with pytest.raises(IntegrityError, match="never touched again"), transaction.atomic():
            rewrite()
    with pytest.raises(ProtectedError):
        mug.delete()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("change_says_something", {"before": None, "after": None}),
        ("change_changes_something", {"before": 2400, "after": 2400}),
    ],
)
def test_the_database_holds_the_rules_of_a_change(rule: str, change: dict[str, int | None]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PriceChange.objects.create(variant=a_variant(), currency="EUR", **change)


def test_prices_of_another_system_are_imported_with_their_moments() -> None:
    made, mug = a_price_list(), a_variant()
    amounts = {NOON - 2 * DAY: euros(2400), NOON - 9 * DAY: euros(2600), NOON - 5 * DAY: euros(2600)}

    import_prices(price_list=made, variant=mug, amounts=amounts)

    assert noted() == [(None, 2600), (2600, 2400)]
    assert Price.objects.get().amount == 2400


def test_an_import_does_not_reach_over_what_is_known_or_into_the_future() -> None:
    made, mug = a_price_list(), a_variant()
    with pytest.raises(PastPrices):
        import_prices(price_list=made, variant=mug, amounts={NOON + DAY: euros(2400)})

    set_price(price_list=made, variant=mug, price=euros(2400))
    with pytest.raises(PastPrices):
        import_prices(price_list=made, variant=mug, amounts={NOON - DAY: euros(2600)})


def test_a_sale_names_the_lowest_price_of_the_thirty_days_before_it(frozen_clock: FrozenClock) -> None:
    region, mug, cup = a_region(), a_variant(), a_variant()
    retail = a_price_list(kind=Kind.STANDING, region=region, starts_at=NOON - 90 * DAY, ends_at=None)
    amounts = {NOON - 90 * DAY: euros(2600), NOON - 20 * DAY: euros(2300), NOON - 15 * DAY: euros(2600)}
    import_prices(price_list=retail, variant=mug, amounts=amounts)
    sale = a_price_list(region=region, starts_at=NOON, ends_at=NOON + 9 * DAY)
    set_price(price_list=sale, variant=mug, price=euros(2000))

    assert prior_prices([mug.pk, cup.pk], region=region, at=NOON) == {mug.pk: euros(2300)}

    frozen_clock.move(3 * DAY)
    set_price(price_list=sale, variant=mug, price=euros(1800))
    assert prior_prices([mug.pk], region=region, at=NOON + 3 * DAY) == {mug.pk: euros(2300)}
    assert prior_prices([mug.pk], region=region, at=NOON + 9 * DAY) == {}


def test_what_joins_a_sale_later_names_the_days_before_that(frozen_clock: FrozenClock) -> None:
    region, mug = a_region(), a_variant()
    sale = a_price_list(region=region, starts_at=NOON - 5 * DAY, ends_at=NOON + 9 * DAY)
    frozen_clock.move(2 * DAY)
    change_price(variant=mug, price=euros(2200))
    frozen_clock.move(2 * DAY)

    set_price(price_list=sale, variant=mug, price=euros(2000))

    assert prior_prices([mug.pk], region=region, at=NOON + 5 * DAY) == {mug.pk: euros(2200)}


def test_what_was_never_for_sale_before_has_no_earlier_price() -> None:
    region, mug = a_region(), a_variant(created_at=NOON)
    set_price(price_list=a_price_list(region=region, starts_at=NOON), variant=mug, price=euros(2000))

    assert prior_prices([mug.pk], region=region, at=NOON) == {}


@pytest.mark.parametrize("count", [1, 10, 100])
def test_earlier_prices_cost_three_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region, product, sale = a_region(), a_product(), a_price_list(starts_at=NOON)
    variants = [a_variant(product=product, created_at=NOON - DAY) for _ in range(count)]
    for variant in variants:
        set_price(price_list=sale, variant=variant, price=euros(2000))

    with django_assert_num_queries(3):
        prior = prior_prices([variant.pk for variant in variants], region=region, at=NOON)

    assert prior == {variant.pk: euros(2400) for variant in variants}
