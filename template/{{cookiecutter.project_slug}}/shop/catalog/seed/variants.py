"""Put the forms of Kiln and Cloth's products up for sale."""

from collections.abc import Mapping

from django.conf import settings

from shop.catalog.models import Attribute, Product
from shop.catalog.seed.forms import SeedForm, attributes, forms, price
from shop.catalog.services.attributes import add_choice, define_attribute, set_axes
from shop.catalog.services.variants import add_variant


def seed_variants() -> None:
    """Give each seeded product that has no variant the forms in which it is sold."""
    defined = seed_attributes()
    for product in Product.objects.filter(slug__in=forms(), variants__isnull=True):
        wanted = forms()[product.slug]
        set_axes(product=product, attributes=[defined[code] for code, _ in wanted[0].answers])
        for form in wanted:
            seed_variant(product, form)


def seed_attributes() -> Mapping[str, Attribute]:
    """Define the attributes that are missing, with their choices, and give all by code."""
    there = Attribute.objects.in_bulk(field_name="code")
    return {code: there.get(code) or seed_attribute(code) for code in attributes()}


def seed_attribute(code: str) -> Attribute:
    """Define one attribute and what it offers."""
    told = attributes()[code]
    attribute = define_attribute(code=code, name=told.name, kind=told.kind, unit=told.unit)
    for choice in told.choices:
        add_choice(attribute=attribute, value=choice.value, label=choice.label, swatch=choice.swatch)
    return attribute


def seed_variant(product: Product, form: SeedForm) -> None:
    """Put one form up for sale, at a price in the shop's currency."""
    add_variant(
        product=product,
        price=price(form.euros, settings.SHOP_CURRENCY),
        values=dict(form.answers),
        weight_grams=form.grams,
    )
