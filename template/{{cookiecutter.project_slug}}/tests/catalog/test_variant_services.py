"""Putting things up for sale: what works, and each way in which it is refused."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from shop.catalog.errors import DuplicateVariant, LastActiveVariant, MissingAxis, SkuTaken, WrongPrice
from shop.catalog.models import Kind, Product, Variant
from shop.catalog.services.attributes import set_axes
from shop.catalog.services.variants import add_variant, change_price, restore_variant, retire_variant
from shop.core.money import Money
from tests.builders import a_product, a_published_product, a_variant, an_attribute

pytestmark = pytest.mark.django_db

PRICE = Money(2400, "EUR")


@pytest.fixture
def mug() -> Product:
    """A mug that comes in glazes and volumes."""
    product = a_product(slug="harbour-mug")
    glaze = an_attribute("glaze", choices=["oat", "ash-blue"])
    set_axes(product=product, attributes=[glaze, an_attribute("volume", Kind.NUMBER, unit="ml")])
    return product


def add(product: Product, **changes: Any) -> Variant:
    """Put a small mug in ash blue up for sale, or what is asked for."""
    told: dict[str, Any] = {"price": PRICE, "values": {"glaze": "ash-blue", "volume": 250}}
    return add_variant(product=product, **(told | changes))


def test_a_variant_is_named_and_numbered_after_its_options(mug: Product) -> None:
    variant = add(mug, weight_grams=310)

    variant.refresh_from_db()
    assert (variant.name, variant.sku) == ("Ash blue, 250 ml", "HARB-MUG-ASH-BLUE-250")
    assert (variant.price, variant.weight_grams, variant.position) == (PRICE, 310, 1)
    assert variant.options_key == "glaze=ash-blue&volume=250"
    assert [str(value) for value in variant.values.all()] == ["Glaze: Ash blue", "Volume: 250 ml"]


def test_variants_stand_in_the_order_in_which_they_were_added(mug: Product) -> None:
    for volume in (350, 250):
        add(mug, values={"glaze": "oat", "volume": volume})

    assert [variant.position for variant in mug.variants.all()] == [1, 2]


def test_two_variants_cannot_have_the_same_options(mug: Product) -> None:
    add(mug)

    with pytest.raises(DuplicateVariant, match="Ash blue, 250 ml"):
        add(mug, sku="ANOTHER")

    assert mug.variants.count() == 1


def test_a_product_in_one_form_has_one_variant() -> None:
    product = a_product()
    add(product, values={})

    with pytest.raises(DuplicateVariant, match="comes in one form"):
        add(product, values={}, sku="ANOTHER")


def test_other_answers_do_not_make_another_variant(mug: Product) -> None:
    an_attribute("dishwasher", Kind.BOOLEAN)
    values = {"glaze": "oat", "volume": 250}
    variant = add(mug, values=values | {"dishwasher": True})

    assert variant.name == "Oat, 250 ml"
    with pytest.raises(DuplicateVariant):
        add(mug, values=values, sku="ANOTHER")


def test_a_variant_says_what_it_differs_in(mug: Product) -> None:
    with pytest.raises(MissingAxis, match="nothing about `volume`"):
        add(mug, values={"glaze": "oat"})

    assert not mug.variants.exists()


def test_a_sku_of_ones_own_is_taken_as_it_is(mug: Product) -> None:
    assert add(mug, sku="KC-0001").sku == "KC-0001"


def test_a_sku_that_is_taken_is_refused(mug: Product) -> None:
    a_variant(sku="KC-0001")

    with pytest.raises(SkuTaken, match="`KC-0001`"):
        add(mug, sku="KC-0001")


def test_a_suggested_sku_that_is_taken_gets_a_number(mug: Product) -> None:
    a_variant(sku="HARB-MUG-ASH-BLUE-250")
    a_variant(sku="HARB-MUG-ASH-BLUE-250-2")

    assert add(mug).sku == "HARB-MUG-ASH-BLUE-250-3"


@pytest.mark.parametrize("field", [{"sku": "kc 1"}, {"gtin": "12"}, {"weight_grams": 0}])
def test_what_no_scanner_could_read_is_refused(mug: Product, field: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        add(mug, **field)


@pytest.mark.parametrize("price", [Money(-1, "EUR"), Money(2400, "JPY")])
def test_what_cannot_stand_on_a_price_tag_is_refused(mug: Product, price: Money) -> None:
    with pytest.raises(WrongPrice, match=f"{price.amount} {price.currency}"):
        add(mug, price=price)
    with pytest.raises(WrongPrice):
        change_price(variant=a_variant(), price=price)


def test_a_price_changes() -> None:
    variant = a_variant(price_amount=2400)

    change_price(variant=variant, price=Money(2600, "EUR"))

    variant.refresh_from_db()
    assert variant.price == Money(2600, "EUR")


def test_a_variant_is_retired_and_comes_back() -> None:
    variant = a_variant()

    retire_variant(variant=variant)
    assert not Variant.objects.get().is_active

    restore_variant(variant=variant)
    assert Variant.objects.get().is_active


def test_the_last_variant_of_a_published_product_stays() -> None:
    product = a_published_product(name="Harbour mug")
    a_variant(product=product, is_active=False)
    variant = product.variants.get(is_active=True)

    with pytest.raises(LastActiveVariant, match="`Harbour mug` is published and has no other"):
        retire_variant(variant=variant)

    assert product.variants.filter(is_active=True).count() == 1


def test_one_of_two_variants_of_a_published_product_may_go() -> None:
    product = a_published_product()

    retire_variant(variant=a_variant(product=product))

    assert product.variants.filter(is_active=True).count() == 1


def test_adding_a_variant_costs_the_same_however_many_there_are(
    mug: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for volume in (100, 150, 200):
        add(mug, values={"glaze": "oat", "volume": volume})

    # Two savepoints, each opened and closed; the product held; its axes, their attributes and choices; taken
    # SKUs; the position; the variant and its values.
    with django_assert_num_queries(12):
        add(mug)
