"""The tables of prices: fields and constraints, nothing that decides."""

# {% if reached("price-lists.history") %}
from shop.pricing.models.change import PriceChange as PriceChange
# {% endif %}
from shop.pricing.models.group import CustomerGroup as CustomerGroup
from shop.pricing.models.group import Membership as Membership
# {% if reached("price-lists.lists") %}
from shop.pricing.models.price_list import Kind as Kind
from shop.pricing.models.price_list import Price as Price
from shop.pricing.models.price_list import PriceList as PriceList
# {% endif %}
# {% if reached("price-lists.rates") %}
from shop.pricing.models.rate import ExchangeRate as ExchangeRate
# {% endif %}
from shop.pricing.models.region import Region as Region
from shop.pricing.models.region import RegionCountry as RegionCountry
