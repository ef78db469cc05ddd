"""Small builders of data for tests. A test names what matters to it; the rest is made up here."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission

from shop.accounts.models import User
from shop.catalog.models import Attribute, Category, Kind, Product, Status, Variant
from shop.core import clock
# {% if reached("inventory.stock-model") %}
from shop.inventory.models import Location, StockItem
# {% endif %}

number = count(1)


def a_user(**fields: Any) -> User:
    """A customer."""
    return User.objects.create_user(f"person-{next(number)}@example.com", **fields)


def a_colleague(*rights: str) -> User:
    """Somebody of the staff who may do this much: `a_colleague("catalog.view_product")`."""
    user = a_user(is_staff=True)
    for right in rights:
        app, _, codename = right.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def a_category(**fields: Any) -> Category:
    """A category on the first row."""
    n = next(number)
    return Category.objects.create(**({"name": f"Category {n}", "slug": f"category-{n}"} | fields))
# {% if reached("products.product-model") %}


def a_product(**fields: Any) -> Product:
    """A draft, complete but for what is not given."""
    n = next(number)
    made_up = {
        "name": f"Product {n}",
        "slug": f"product-{n}",
        "summary": "A plain thing, well made.",
        "description": "Made slowly, by hand.",
    }
    category = fields.pop("category", None) or a_category()
    return Product.objects.create(category=category, **(made_up | fields))


def a_publishable_product(**fields: Any) -> Product:
    """A draft that may be published as it is."""
    # {% if reached("variants.variant-model") %}
    return a_variant(product=a_product(**fields)).product
    # {% else %}
    return a_product(**fields)
    # {% endif %}


def a_published_product(**fields: Any) -> Product:
    """A product that shoppers see."""
    return a_publishable_product(**({"status": Status.PUBLISHED, "published_at": clock.now()} | fields))
# {% endif %}
# {% if reached("variants.variant-model") %}


def a_variant(**fields: Any) -> Variant:
    """A variant that may be sold, for 24 euros, of a product of its own unless one is given."""
    n = next(number)
    product = fields.pop("product", None) or a_product()
    made_up = {
        "sku": f"SKU-{n}",
        "name": f"Variant {n}",
        "price_amount": 2400,
        "price_currency": "EUR",
        "options_key": f"variant={n}",
    }
    return Variant.objects.create(product=product, **(made_up | fields))
# {% endif %}
# {% if reached("variants.attributes") %}


def an_attribute(
    code: str, kind: Kind = Kind.CHOICE, *, unit: str = "", choices: Sequence[str] = ()
) -> Attribute:
    """An attribute; a choice offers what is given, each with a label made of its value."""
    attribute = Attribute.objects.create(code=code, name=code.capitalize(), kind=kind, unit=unit)
    for position, value in enumerate(choices, start=1):
        label = value.replace("-", " ").capitalize()
        attribute.choices.create(value=value, label=label, position=position)
    return attribute
# {% endif %}
# {% if reached("inventory.stock-model") %}


def a_location(**fields: Any) -> Location:
    """A place with shelves."""
    n = next(number)
    return Location.objects.create(**({"code": f"place-{n}", "name": f"Place {n}"} | fields))


def a_stock_item(**fields: Any) -> StockItem:
    """Ten boxes, where things usually lie, of a variant of its own unless one is given."""
    variant = fields.pop("variant", None) or a_variant()
    location = fields.pop("location", None) or (
        Location.objects.filter(is_default=True).first() or a_location(is_default=True)
    )
    return StockItem.objects.create(variant=variant, location=location, **({"on_hand": 10} | fields))
# {% endif %}
