"""How the API writes what every domain has: money and time."""

from datetime import UTC
from typing import Any

from rest_framework import serializers

from shop.core.money import Money


class MoneyOutput(serializers.Serializer[Money]):
    """An amount in the currency's smallest unit (1299 is 12.99 euros), and the currency's ISO 4217 code."""

    amount = serializers.IntegerField(min_value=0)
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class Moment(serializers.DateTimeField):
    """A time in UTC, as ISO 8601 writes it: `2026-11-22T09:30:00Z`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)
