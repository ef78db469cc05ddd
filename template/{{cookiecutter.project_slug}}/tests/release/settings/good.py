"""A release that sells, in the currency in which tests name their prices."""

from config.settings import *  # noqa: F403

SHOP_CURRENCY, SHOP_COUNTRY, SHOP_PRICES_INCLUDE_TAX = "EUR", "DE", True
