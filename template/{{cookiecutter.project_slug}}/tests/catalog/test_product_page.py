"""All that a product's page shows, at a known cost."""

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.catalog.models import VariantValue
from shop.catalog.selectors import product_by_slug
from shop.catalog.services.attributes import set_axes
from tests.builders import a_published_product, a_variant, an_attribute

pytestmark = pytest.mark.django_db

# {% if reached("media.renditions") %}
PAGE_COST = 5  # the product with its shelves, its variants, their values, the axes, the pictures
# {% else %}
PAGE_COST = 4  # the product with its shelves, its variants, their values, the axes
# {% endif %}


def test_a_page_knows_what_its_variants_differ_in(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    product = a_published_product(slug="mug")
    glaze = an_attribute("glaze", choices=["oat", "ink"])
    product.variants.all().delete()
    set_axes(product=product, attributes=[glaze])
    for choice in glaze.choices.all():
        variant = a_variant(product=product)
        VariantValue.objects.create(variant=variant, attribute=glaze, choice=choice)

    with django_assert_num_queries(PAGE_COST):
        found = product_by_slug("mug")
        axes = [str(axis.attribute) for axis in found.axes.all()]
        values = [str(value) for variant in found.variants.all() for value in variant.values.all()]

    assert (axes, values) == (["Glaze"], ["Glaze: Oat", "Glaze: Ink"])
