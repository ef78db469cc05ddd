"""The catalog's tables: fields and constraints, nothing that decides."""

# {% if reached("variants.attributes") %}
from shop.catalog.models.attribute import Attribute as Attribute
from shop.catalog.models.attribute import AttributeChoice as AttributeChoice
from shop.catalog.models.attribute import Kind as Kind
# {% endif %}
from shop.catalog.models.category import Category as Category
# {% if reached("variants.attributes") %}
from shop.catalog.models.options import ProductAttribute as ProductAttribute
from shop.catalog.models.options import VariantValue as VariantValue
# {% endif %}
# {% if reached("products.product-model") %}
from shop.catalog.models.product import Product as Product
from shop.catalog.models.product import Status as Status
# {% endif %}
# {% if reached("variants.variant-model") %}
from shop.catalog.models.variant import Variant as Variant
# {% endif %}
