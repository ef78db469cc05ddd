"""Price lists: written through services, and never two of them that could both be meant."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.catalog.errors import SlugTaken
from shop.core.errors import ShopError
from shop.core.money import Money
from shop.pricing.errors import OverlappingLists, PastPrices, WrongListCurrency, WrongListPrice, WrongPeriod
from shop.pricing.models import Kind, Price, PriceList
from shop.pricing.services.lists import create_price_list, end_price_list, remove_price, set_price
from tests.builders import a_variant
from tests.conftest import FrozenClock
from tests.pricing.builders import DAY, NOON, a_group, a_list_price, a_price_list, a_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def begin(starts: datetime = NOON, ends: datetime | None = None, **fields: Any) -> PriceList:
    """Begin a standing list in euros, through the service."""
    told: Any = {"slug": f"list-{PriceList.objects.count()}", "name": "A list", "currency": "EUR"} | fields
    return create_price_list(period=(starts, ends), **told)


def test_a_list_says_for_whom_and_when() -> None:
    region, group = a_region(), a_group()

    made = begin(ends=NOON + DAY, region=region, group=group, kind=Kind.SALE)

    made.refresh_from_db()
    assert (made.kind, made.region, made.group, made.ends_at) == ("sale", region, group, NOON + DAY)


def test_two_standing_lists_for_the_same_people_do_not_meet() -> None:
    begin(NOON, NOON + 2 * DAY)

    with pytest.raises(OverlappingLists):
        begin(NOON + DAY)


def test_a_list_may_follow_another_at_the_moment_in_which_it_ends() -> None:
    begin(NOON, NOON + DAY)

    assert begin(NOON + DAY).ends_at is None


def test_other_people_have_lists_of_their_own() -> None:
    begin()
    begin(region=a_region())
    begin(group=a_group())
    begin(currency="USD")

    assert PriceList.objects.count() == 4


def test_sales_may_meet_since_the_lowest_price_is_paid() -> None:
    begin()
    begin(NOON, NOON + DAY, kind=Kind.SALE)
    begin(NOON, NOON + DAY, kind=Kind.SALE)

    assert PriceList.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ends": NOON}, WrongPeriod),
        ({"kind": Kind.SALE}, WrongPeriod),
        ({"currency": "euro"}, ShopError),
    ],
)
def test_a_list_that_cannot_apply_is_refused(fields: dict[str, Any], refusal: type[ShopError]) -> None:
    with pytest.raises(refusal):
        begin(**fields)


def test_a_list_of_a_region_has_its_currency() -> None:
    with pytest.raises(WrongListCurrency, match="JPY, as in Japan"):
        begin(region=a_region(name="Japan", currency="JPY"))


def test_two_lists_do_not_share_a_slug() -> None:
    a_price_list(slug="retail")

    with pytest.raises(SlugTaken):
        begin(slug="retail")


def test_a_list_ends_when_somebody_says_so_and_stays_as_it_was(frozen_clock: FrozenClock) -> None:
    made = begin()

    end_price_list(price_list=made, at=NOON + DAY)
    frozen_clock.move(2 * DAY)

    for too_late in (
        lambda: end_price_list(price_list=made, at=NOON + 5 * DAY),
        lambda: set_price(price_list=made, variant=a_variant(), price=Money(100, "EUR")),
    ):
        with pytest.raises(PastPrices, match="has ended on 2026-03-02"):
            too_late()


def test_a_list_does_not_end_in_the_past() -> None:
    with pytest.raises(PastPrices, match="let it end now"):
        end_price_list(price_list=begin(NOON - 2 * DAY), at=NOON - DAY)


def test_a_price_is_written_for_a_quantity_and_written_anew() -> None:
    made, mug = begin(), a_variant(sku="MUG")

    set_price(price_list=made, variant=mug, price=Money(2400, "EUR"))
    set_price(price_list=made, variant=mug, price=Money(2000, "EUR"), min_quantity=6)
    set_price(price_list=made, variant=mug, price=Money(2200, "EUR"))

    assert [str(price) for price in made.prices.all()] == ["MUG from 1 on: €22.00", "MUG from 6 on: €20.00"]


def test_a_price_is_taken_off_its_list() -> None:
    price = a_list_price(a_variant(), 2000)

    remove_price(price=price)

    assert not Price.objects.exists()


@pytest.mark.parametrize(
    ("price", "min_quantity", "refusal"),
    [
        (Money(2400, "USD"), 1, WrongListCurrency),
        (Money(-1, "EUR"), 1, WrongListPrice),
        (Money(2400, "EUR"), 0, WrongListPrice),
    ],
)
def test_what_cannot_stand_on_a_list_is_refused(
    price: Money, min_quantity: int, refusal: type[ShopError]
) -> None:
    with pytest.raises(refusal):
        set_price(price_list=begin(), variant=a_variant(), price=price, min_quantity=min_quantity)

    assert not Price.objects.exists()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("list_slug_shape", {"slug": "A B"}),
        ("list_has_a_name", {"name": ""}),
        ("list_kind_known", {"kind": "gift"}),
        ("list_currency_shape", {"currency": "eu"}),
        ("list_ends_after_it_starts", {"ends_at": NOON - DAY}),
        ("list_sale_ends", {"ends_at": None}),
    ],
)
def test_the_database_holds_the_rules_of_a_list(rule: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_price_list(**fields)


def test_the_database_holds_the_rules_of_a_price() -> None:
    price = a_list_price(a_variant(), 2000)

    for rule, fields in {
        "price_once_per_quantity": {},
        "price_for_one_at_least": {"min_quantity": 0},
        "price_not_negative": {"min_quantity": 2, "amount": -1},
    }.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            price.price_list.prices.create(**({"variant": price.variant, "amount": 1} | fields))


def test_without_the_constraint_two_lists_would_both_be_meant() -> None:
    a_price_list(kind=Kind.STANDING)

    with pytest.raises(IntegrityError, match="list_one_standing_at_a_time"), transaction.atomic():
        a_price_list(kind=Kind.STANDING)
