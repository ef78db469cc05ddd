"""Prices in the admin: who may write them, and that it goes through the services."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.catalog.services.variants import change_price
from shop.core.money import Money
from shop.pricing.models import CustomerGroup, ExchangeRate, Kind, Price, PriceChange, PriceList, Region
from shop.pricing.services.lists import set_price
from tests.builders import a_colleague, a_user, a_variant
from tests.conftest import FrozenClock
from tests.forms import submit
from tests.pricing.builders import DAY, NOON, a_group, a_price_list, a_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

PAGES = ["region", "customergroup", "pricelist", "exchangerate", "pricechange"]


def page(model: str, of: Any = None) -> str:
    """The page of one row, or that on which one is added."""
    return reverse(f"admin:pricing_{model}_{'change' if of else 'add'}", args=[of.pk] if of else [])


def listed(model: str) -> str:
    """The page that lists rows."""
    return reverse(f"admin:pricing_{model}_changelist")


@pytest.fixture
def pricer(client: Client) -> Client:
    """Somebody who may do all that one can do with prices."""
    models = ["region", "customergroup", "membership", "pricelist", "price", "exchangerate", "pricechange"]
    rights = [f"pricing.{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in models]
    client.force_login(a_colleague(*rights))
    return client


@pytest.mark.parametrize("model", PAGES)
def test_prices_are_for_staff_with_the_right(client: Client, model: str) -> None:
    assert client.get(listed(model)).status_code == 302

    client.force_login(a_user())
    assert client.get(listed(model)).status_code == 302

    client.force_login(a_colleague("catalog.view_product"))
    assert client.get(listed(model)).status_code == 403

    client.force_login(a_colleague(f"pricing.view_{model}"))
    assert client.get(listed(model)).status_code == 200
    assert client.post(page(model), {}).status_code == 403 if model != "pricechange" else True


@pytest.mark.parametrize("model", PAGES)
def test_nobody_deletes_by_a_click(pricer: Client, model: str) -> None:
    assert pricer.post(reverse(f"admin:pricing_{model}_delete", args=[1])).status_code == 403


def test_a_region_is_made_and_changed(pricer: Client) -> None:
    told = {"name": "Alpine lands", "slug": "alps", "currency": "CHF", "countries": "ch, LI"}

    submit(pricer, page("region"), **told)
    region = Region.objects.get()
    submit(pricer, page("region", region), name="The Alps", countries="CH")

    region.refresh_from_db()
    assert (region.name, region.currency, [str(one) for one in region.countries.all()]) == (
        "The Alps",
        "CHF",
        ["CH"],
    )


def test_what_a_service_refuses_is_said_above_the_form(pricer: Client) -> None:
    a_region("CH")
    told = {"name": "Alpine lands", "slug": "alps", "currency": "CHF", "countries": "CH"}

    answer = submit(pricer, page("region"), **told)

    assert "A country belongs to one region." in answer.content.decode()
    assert Region.objects.count() == 1


def test_a_group_is_made_and_customers_come_and_go(pricer: Client) -> None:
    submit(pricer, page("customergroup"), name="Cafés", slug="cafes")
    group, user = CustomerGroup.objects.get(), a_user()

    submit(pricer, page("customergroup", group), memberships__TOTAL_FORMS=1, memberships__0__user=user.pk)
    assert list(group.members.all()) == [user]

    submit(pricer, page("customergroup", group), memberships__0__DELETE="on")
    assert not group.members.exists()


def test_a_list_is_begun_and_ends(pricer: Client) -> None:
    told = {"name": "Retail", "slug": "retail", "currency": "EUR", "kind": Kind.STANDING}
    starts = {"starts_at_0": "2026-03-01", "starts_at_1": "12:00"}
    submit(pricer, page("pricelist"), **told, **starts)
    made = PriceList.objects.get()
    assert (made.starts_at, made.ends_at) == (NOON, None)

    submit(pricer, page("pricelist", made), ends_at_0="2026-03-02", ends_at_1="12:00", name="Other")

    made.refresh_from_db()
    assert (made.name, made.ends_at) == ("Retail", NOON + DAY)


def test_prices_are_written_changed_and_taken_off_in_the_lists_currency(pricer: Client) -> None:
    made, mug = a_price_list(currency="KWD"), a_variant()
    new = {"prices__0__variant": mug.pk, "prices__0__min_quantity": 1, "prices__0__price": "7.250"}

    submit(pricer, page("pricelist", made), prices__TOTAL_FORMS=1, **new)
    assert Price.objects.get().money == Money(7250, "KWD")

    submit(pricer, page("pricelist", made), prices__0__price="7.5", prices__0__min_quantity=9)
    assert (Price.objects.get().amount, Price.objects.get().min_quantity) == (7500, 1)

    submit(pricer, page("pricelist", made), prices__0__DELETE="on")
    assert not Price.objects.exists()
    assert PriceChange.objects.count() == 3


def test_a_list_that_has_ended_stays_as_it_was(pricer: Client, frozen_clock: FrozenClock) -> None:
    made = a_price_list()
    set_price(price_list=made, variant=a_variant(), price=Money(2000, "EUR"))
    frozen_clock.move(2 * DAY)

    answer = submit(pricer, page("pricelist", made), prices__0__price="1")

    assert "Prices of the past do not change." in answer.content.decode()
    assert Price.objects.get().amount == 2000


def test_a_rate_is_added_and_never_changed(pricer: Client) -> None:
    starts = {"starts_at_0": "2026-03-01", "starts_at_1": "12:00"}
    submit(pricer, page("exchangerate"), base="EUR", currency="USD", rate="1.15", **starts)

    rate = ExchangeRate.objects.get()
    assert str(rate) == "1 EUR = 1.15 USD"
    assert pricer.post(page("exchangerate", rate), {"rate": "2"}).status_code == 403


def test_the_history_is_read_and_not_written(pricer: Client) -> None:
    change_price(variant=a_variant(sku="MUG"), price=Money(2600, "EUR"))

    shown = pricer.get(listed("pricechange")).content.decode()

    assert all(word in shown for word in ("MUG", "€24.00", "€26.00"))
    assert pricer.get(page("pricechange")).status_code == 403
    assert pricer.post(page("pricechange", PriceChange.objects.get()), {"after": "1"}).status_code == 403


def test_the_pages_of_groups_and_regions_keep_what_programs_know(pricer: Client) -> None:
    group = a_group(slug="trade", name="Trade")

    submit(pricer, page("customergroup", group), name="Other")

    group.refresh_from_db()
    assert group.name == "Trade"
