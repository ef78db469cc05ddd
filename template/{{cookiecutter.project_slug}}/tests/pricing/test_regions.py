"""Regions and groups: where the shop sells, and to whom for other prices."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from shop.catalog.errors import SlugTaken
from shop.core.errors import ShopError
from shop.pricing.errors import CountryTaken, WrongShape
from shop.pricing.models import CustomerGroup, Region, RegionCountry
from shop.pricing.services import regions
from tests.builders import a_user
from tests.pricing.builders import a_group, a_region

pytestmark = pytest.mark.django_db


def countries(region: Region) -> list[str]:
    """The codes of a region's countries."""
    return [str(country) for country in region.countries.all()]


def test_a_region_is_sold_to_in_one_currency() -> None:
    region = regions.create_region(name="Alpine lands", currency="CHF", countries=["LI", "CH"])

    assert (region.slug, region.currency, region.prices_include_tax) == ("alpine-lands", "CHF", True)
    assert countries(region) == ["CH", "LI"]


def test_a_country_belongs_to_one_region() -> None:
    a_region("AT")

    with pytest.raises(CountryTaken, match="AT, DE"):
        regions.create_region(name="Other", currency="EUR", countries=["DE", "AT"])

    assert not Region.objects.filter(name="Other").exists()


def test_a_region_may_lose_a_country_and_gain_another() -> None:
    region = a_region("AT", "DE")

    regions.set_countries(region=region, countries=["DE", "FR"])

    assert countries(region) == ["DE", "FR"]


@pytest.mark.parametrize(
    ("currency", "country"), [("eur", "AT"), ("EU", "AT"), ("EUR", "at"), ("EUR", "AUT")]
)
def test_what_is_no_code_is_refused(currency: str, country: str) -> None:
    with pytest.raises(WrongShape):
        regions.create_region(name="Other", currency=currency, countries=[country])


def test_two_regions_do_not_share_a_slug() -> None:
    a_region(slug="eu")

    with pytest.raises(SlugTaken, match="`eu`"):
        regions.create_region(name="EU", currency="EUR", countries=[])


def test_what_shoppers_read_may_change() -> None:
    region = regions.rename_region(region=a_region(), name="Elsewhere", prices_include_tax=False)

    region.refresh_from_db()
    assert (str(region), region.prices_include_tax) == ("Elsewhere", False)


def test_a_customer_joins_a_group_once_and_leaves_it() -> None:
    group, user = regions.create_group(name="Cafés"), a_user()

    regions.join_group(group=group, user=user)
    regions.join_group(group=group, user=user)
    assert list(group.members.all()) == [user]

    regions.leave_group(group=group, user=user)
    assert not group.members.exists()


def test_two_groups_do_not_share_a_slug() -> None:
    a_group(slug="trade")

    with pytest.raises(ShopError, match="`trade`"):
        regions.create_group(name="Trade")


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("region_slug_shape", {"slug": "E U"}),
        ("region_has_a_name", {"name": ""}),
        ("region_currency_shape", {"currency": "eu"}),
    ],
)
def test_the_database_holds_the_rules_of_a_region(rule: str, fields: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_region(**fields)


def test_the_database_holds_the_rules_of_groups_and_countries() -> None:
    broken: dict[str, Callable[[], object]] = {
        "group_slug_shape": lambda: a_group(slug="T T"),
        "group_has_a_name": lambda: a_group(name=""),
        "country_code_shape": lambda: RegionCountry.objects.create(region=a_region(), country="x"),
    }
    for rule, make in broken.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            make()
    assert not CustomerGroup.objects.exists()
