"""What drifts in carts is found, explained and repaired where a program can."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from shop.carts import invariants
from shop.carts.models import Cart
from shop.carts.reading import cart_now
from shop.core import clock
from shop.pricing.models import RegionCountry
from shop.taxes.models import TaxRate
from tests.carts.builders import a_cart
from tests.pricing.builders import a_region
from tests.sweeping import sweeper
from tests.taxes.builders import a_rate

pytestmark = pytest.mark.django_db

swept = sweeper("cart-sweep", "cart-region", "cart-totals")


@pytest.fixture(autouse=True)
def nothing_known(settings: Any) -> None:
    """Begin with an empty memory, in a German shop."""
    cache.clear()
    settings.SHOP_COUNTRY = "DE"


def a_cart_for(country: str) -> Cart:
    """A cart with a mug that goes to a country of a region of its own."""
    cart = a_cart(MUG=1)
    Cart.objects.filter(pk=cart.pk).update(country=country, region=a_region(country))
    return cart


def test_what_went_through_the_services_is_well() -> None:
    a_cart(MUG=2, PLATE=1)
    a_cart_for("AT")

    assert swept().count("holds.") == 3


@pytest.mark.parametrize(("days", "said"), [(1, "holds."), (3, "1 carts are there")])
def test_carts_that_nobody_sweeps_are_found(days: int, said: str) -> None:
    a_cart(MUG=1)
    Cart.objects.update(expires_at=clock.now() - timedelta(days=days))

    assert said in swept()


def test_carts_that_nobody_swept_are_forgotten() -> None:
    a_cart(MUG=1)
    Cart.objects.update(expires_at=clock.now() - timedelta(days=3))

    assert "Repaired: forget them" in swept("--repair")
    assert not Cart.objects.exists()


def test_a_cart_follows_its_country_into_another_region() -> None:
    cart, other = a_cart_for("AT"), a_region("CH")
    RegionCountry.objects.filter(country="AT").update(region=other)

    assert "goes to AT, and is priced for Region" in swept("--repair-plan")
    assert "Repaired: give it the region" in swept("--repair")
    cart.refresh_from_db()
    assert (cart.region, cart.version) == (other, 2)
    assert swept().count("holds.") == 3


def test_a_cart_for_a_country_in_which_nothing_is_sold_needs_a_person() -> None:
    a_cart_for("AT")
    RegionCountry.objects.all().delete()

    assert "Not repaired: " in swept("--repair")


def test_a_cart_that_has_no_price_is_found() -> None:
    a_cart(MUG=1)
    a_rate("19")
    TaxRate.objects.update(valid_from=(clock.now() + timedelta(days=9)).date())

    assert "it has no price." in swept()


def test_sums_that_do_not_agree_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_cent_more(cart: Cart) -> Any:
        now = cart_now(cart)
        lines = tuple(
            replace(one, taxed=replace(one.taxed, tax=one.taxed.tax + 1)) for one in now.priced.lines
        )
        return replace(now, priced=replace(now.priced, lines=lines))

    a_cart(MUG=1)
    monkeypatch.setattr(invariants, "cart_now", one_cent_more)

    assert "2400 gross, and 2401 by its lines." in swept()


def test_a_line_that_is_not_accounted_for_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(cart: Cart) -> Any:
        now = cart_now(cart)
        return replace(now, lines=[])

    a_cart(MUG=1)
    monkeypatch.setattr(invariants, "cart_now", forgotten)

    assert "MUG is in the cart or in its price, and not in both." in swept()
