"""The shop's own choices, from `config/shop.toml`."""

import tomllib

# {% if reached("checkout.ways-to-pay") %}
from config.environment import ROOT, environment
from config.transfer import is_offered
# {% else %}
from config.environment import ROOT
# {% endif %}
# {% if reached("card-payments.capture") %}
from shop.card_payments.choices import Capture
# {% endif %}
# {% if reached("carts.merging") %}
from shop.carts.merging import Merging
# {% endif %}
# {% if reached("money.rounding") %}
from shop.core.rounding import Halves, Rounding
# {% endif %}
# {% if reached("taxes.engine") %}
from shop.taxes.shipping import ShippingTax
# {% endif %}
# {% if reached("warehouses.several-places") and part("warehouses") %}
from shop.warehouses.strategies import Strategy
# {% endif %}

_chosen = tomllib.loads((ROOT / "config" / "shop.toml").read_text(encoding="utf-8"))

SHOP_NAME = _chosen["name"]
SHOP_CURRENCY = _chosen["currency"]
# {% if reached("money.rounding") %}
SHOP_ROUNDING = Rounding(_chosen["money"]["rounding"])
SHOP_HALVES = Halves(_chosen["money"]["halves"])
# {% endif %}
# {% if reached("price-lists.rates") %}
SHOP_PRICE_ENDINGS = _chosen["money"]["endings"]
# {% endif %}
# {% if reached("taxes.engine") %}
SHOP_COUNTRY = _chosen["taxes"]["country"]
SHOP_PRICES_INCLUDE_TAX = _chosen["taxes"]["included"]
SHOP_SHIPPING_TAX = ShippingTax(_chosen["taxes"]["shipping"])
# {% endif %}
# {% if reached("carts.cart-model") %}
SHOP_CART_DAYS = _chosen["carts"]["days"]
# {% endif %}
# {% if reached("carts.merging") %}
SHOP_CART_MERGING = Merging(_chosen["carts"]["merging"])
# {% endif %}
# {% if reached("background-work.order-mail") %}
SHOP_SENDER = _chosen["mail"]["sender"]
# {% endif %}
# {% if reached("warehouses.several-places") and part("warehouses") %}
SHOP_STRATEGY = Strategy(_chosen["warehouses"]["strategy"])
# {% endif %}
# {% if reached("checkout.ways-to-pay") %}
SHOP_TRANSFER = _chosen["transfer"]
SHOP_TRANSFER_OFFERED = is_offered(environment.shop_env, SHOP_TRANSFER)
# {% endif %}
# {% if reached("card-payments.capture") %}
SHOP_CAPTURE = Capture(_chosen["cards"]["capture"])
# {% endif %}
