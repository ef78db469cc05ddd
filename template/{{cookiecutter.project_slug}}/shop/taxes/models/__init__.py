"""The tables of taxes: fields and constraints, nothing that decides."""

# {% if reached("taxes.kinds-of-goods") %}
from shop.taxes.models.product import ProductTax as ProductTax
# {% endif %}
from shop.taxes.models.rate import TaxCategory as TaxCategory
from shop.taxes.models.rate import TaxRate as TaxRate
