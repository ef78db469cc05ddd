"""Prices as people of the visitor's language write them."""

from django import template
from django.utils.translation import get_language

from shop.core.money import Money

register = template.Library()


@register.filter
def price(money: Money) -> str:
    """Write an amount for the visitor: `€34.00`, or `34,00 €` for somebody who reads German."""
    return money.format(get_language() or "en")
