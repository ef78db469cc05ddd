"""Variants in the admin: rows of a product's page, written through the services."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.catalog.models import Attribute, Kind, Product, Variant
from shop.catalog.services.attributes import set_axes
from shop.catalog.services.variants import add_variant
from shop.core.money import Money
from tests.builders import a_colleague, a_product, a_published_product, an_attribute
from tests.forms import submit

pytestmark = pytest.mark.django_db

ATTRIBUTES = "admin:catalog_attribute_changelist"


@pytest.fixture
def seller(client: Client) -> Client:
    """Somebody who puts things up for sale."""
    models = ["attribute", "attributechoice", "productattribute", "variant"]
    rights = [f"catalog.{verb}_{model}" for verb in ("view", "add", "change") for model in models]
    client.force_login(a_colleague("catalog.view_product", "catalog.change_product", *rights))
    return client


@pytest.fixture
def mug() -> Product:
    """A mug that comes in two glazes."""
    product = a_product(name="Harbour mug", slug="harbour-mug")
    set_axes(product=product, attributes=[an_attribute("glaze", choices=["oat", "ink"])])
    return product


def page(product: Product) -> str:
    """The address of a product's page."""
    return reverse("admin:catalog_product_change", args=[product.pk])


def new_row(number: int = 0, **fields: Any) -> dict[str, Any]:
    """A row that somebody filled in, behind those that exist."""
    filled = {f"variants-{number}-{field}": value for field, value in fields.items()}
    return filled | {"variants-TOTAL_FORMS": number + 1, f"variants-{number}-is_active": "on"}


def test_staff_without_the_right_are_refused(client: Client) -> None:
    client.force_login(a_colleague("catalog.view_product"))

    assert client.get(reverse(ATTRIBUTES)).status_code == 403


def test_staff_who_may_not_sell_see_no_rows_to_fill_in(client: Client, mug: Product) -> None:
    client.force_login(a_colleague("catalog.view_product", "catalog.change_product"))

    submit(client, page(mug), **new_row(glaze="oat", price="24"))

    assert not mug.variants.exists()


def test_a_row_is_asked_for_what_the_variants_of_its_product_differ_in(seller: Client, mug: Product) -> None:
    content = seller.get(page(mug)).content.decode()

    assert 'name="variants-__prefix__-glaze"' in content
    assert '<option value="ink">Ink</option>' in content


def test_a_filled_in_row_is_put_up_for_sale(seller: Client, mug: Product) -> None:
    submit(seller, page(mug), **new_row(glaze="ink", price="24.50"))

    variant = mug.variants.get()
    assert (variant.sku, variant.name, variant.price) == ("HARB-MUG-INK", "Ink", Money(2450, "EUR"))


@pytest.mark.parametrize(
    ("kind", "answer", "name"),
    [(Kind.NUMBER, "250", "250 ml"), (Kind.BOOLEAN, "no", "without any"), (Kind.TEXT, "Rye", "Rye")],
)
def test_each_kind_of_axis_has_its_field(seller: Client, kind: Kind, answer: str, name: str) -> None:
    product = a_product()
    set_axes(
        product=product, attributes=[an_attribute("any", kind, unit="ml" if kind == Kind.NUMBER else "")]
    )

    submit(seller, page(product), **new_row(any=answer, price="24"))

    assert product.variants.get().name == name


def test_a_fraction_of_a_cent_is_shown_beside_its_field(seller: Client, mug: Product) -> None:
    answer = submit(seller, page(mug), **new_row(glaze="ink", price="24.505"))

    assert "EUR has 2 decimals" in answer.content.decode()
    assert not mug.variants.exists()


def test_a_second_variant_with_the_same_options_is_refused(seller: Client, mug: Product) -> None:
    first = add_variant(product=mug, price=Money(2400, "EUR"), values={"glaze": "ink"})

    answer = submit(seller, page(mug), **new_row(1, glaze="ink", price="30", sku="OTHER"))

    assert "The product already has a variant with these options." in answer.content.decode()
    assert mug.variants.get() == first


def test_a_price_changes_and_nothing_else(seller: Client, mug: Product) -> None:
    variant = add_variant(product=mug, price=Money(2400, "EUR"), values={"glaze": "ink"})

    submit(seller, page(mug), variants__0__price="26", variants__0__sku="OTHER", variants__0__glaze="oat")

    variant.refresh_from_db()
    assert (variant.price, variant.sku, variant.name) == (Money(2600, "EUR"), "HARB-MUG-INK", "Ink")


def test_a_variant_is_retired_and_comes_back(seller: Client, mug: Product) -> None:
    add_variant(product=mug, price=Money(2400, "EUR"), values={"glaze": "ink"})

    submit(seller, page(mug), variants__0__is_active=None)
    assert not Variant.objects.get().is_active

    submit(seller, page(mug), variants__0__is_active="on")
    assert Variant.objects.get().is_active


def test_the_last_variant_of_a_published_product_stays(seller: Client) -> None:
    answer = submit(seller, page(a_published_product()), variants__0__is_active=None)

    assert "This is the last active variant of a published product." in answer.content.decode()
    assert Variant.objects.get().is_active


def test_axes_are_set_on_the_products_page(seller: Client) -> None:
    product, glaze = a_product(), an_attribute("glaze")

    submit(seller, page(product), axes__TOTAL_FORMS=1, axes__0__attribute=glaze.pk)

    assert [axis.attribute for axis in product.axes.all()] == [glaze]


def test_a_product_is_found_by_what_stands_on_its_box(seller: Client, mug: Product) -> None:
    add_variant(product=mug, price=Money(2400, "EUR"), values={"glaze": "ink"})
    a_product(name="Plain cup")

    answer = seller.get(reverse("admin:catalog_product_changelist"), {"q": "HARB-MUG-INK"})

    assert b"Harbour mug" in answer.content
    assert b"Plain cup" not in answer.content


def test_an_attribute_is_defined_with_its_choices(seller: Client) -> None:
    told = {"name": "Glaze", "code": "glaze", "kind": "choice", "choices-TOTAL_FORMS": 1}
    choice = {"choices-0-value": "oat", "choices-0-label": "Oat", "choices-0-swatch": "#e2d4b7"}

    submit(seller, reverse("admin:catalog_attribute_add"), **told, **choice)

    glaze = Attribute.objects.get(code="glaze")
    assert [str(choice) for choice in glaze.choices.all()] == ["Oat"]


def test_an_attribute_that_exists_only_gains_choices(seller: Client) -> None:
    glaze = an_attribute("glaze", choices=["oat"])
    choice = {"choices-TOTAL_FORMS": 2, "choices-1-value": "ink", "choices-1-label": "Ink"}

    submit(seller, reverse("admin:catalog_attribute_change", args=[glaze.pk]), name="Other", **choice)

    glaze.refresh_from_db()
    assert glaze.name == "Glaze"
    assert [str(choice) for choice in glaze.choices.all()] == ["Oat", "Ink"]
