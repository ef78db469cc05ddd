"""The catalog in the admin: what staff see and do, always through the services."""

from shop.catalog.admin import products as products
# {% if reached("variants.variant-services") %}
from shop.catalog.admin import variants as variants
# {% endif %}
