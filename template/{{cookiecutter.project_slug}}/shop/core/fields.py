"""Fields of forms in which people write money."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from shop.core.locales import spoken
from shop.core.money import Money


class PriceField(forms.CharField):
    """An amount as people of the reader's language write it; gives Money. Empty, it gives None.

    Args:
        currency: the one that it is read in; the shop's own unless one is given.
    """

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput({"inputmode": "decimal", "size": 10})} | kwargs)
        self.currency = currency

    def to_python(self, value: Any) -> Any:
        """Read what was written. An amount below zero is no price."""
        written = super().to_python(value)
        if not written:
            return None
        try:
            money = Money.parse(written, self.currency or settings.SHOP_CURRENCY, spoken())
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
        if money.amount < 0:
            raise ValidationError("A price is 0 or more.", code="negative")
        return money

    def prepare_value(self, value: Any) -> Any:
        """Write an amount as its reader would; what somebody wrote stays as it is."""
        return value.bare(spoken()) if isinstance(value, Money) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount is written, and not whether it is written otherwise."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
