"""Fields in which staff write how many of what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from shop.catalog.models import Variant


class UnitsField(forms.CharField):
    """One thing a line, `3 HARB-MUG-OAT-250`; gives units by variant id."""

    def __init__(self, **kwargs: Any) -> None:
        told: dict[str, Any] = {
            "widget": forms.Textarea({"rows": 6}),
            "help_text": "One a line: 3 HARB-MUG-OAT-250",
        }
        super().__init__(**told | kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the lines. A SKU that stands there twice is summed. Costs one query."""
        lines = [line.split() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if wrong := [" ".join(line) for line in lines if len(line) != 2 or not line[0].isdecimal()]:
            raise ValidationError(f"`{wrong[0]}` is not a number and a SKU.", code="invalid")
        skus = {sku for _, sku in lines}
        known = dict(Variant.objects.filter(sku__in=skus).values_list("sku", "pk"))
        if unknown := sorted(skus - known.keys()):
            raise ValidationError(f"There is no SKU `{unknown[0]}`.", code="unknown")
        units: dict[int, int] = {}
        for count, sku in lines:
            units[known[sku]] = units.get(known[sku], 0) + int(count)
        return units
