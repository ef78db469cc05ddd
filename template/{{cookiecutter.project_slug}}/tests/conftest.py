"""What every test may ask for."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone


@dataclass
class FrozenClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Hold the store's clock at noon of the first of March 2026."""
    frozen = FrozenClock()
    # Fields have `clock.now` itself as their default, so what it asks is exchanged, not the function.
    monkeypatch.setattr(timezone, "now", lambda: frozen.moment)
    return frozen
# {% if reached("variants.money") %}


@pytest.fixture(autouse=True)
def in_euros(settings: Any) -> None:
    """Count in euros, whatever the currency of this shop is: tests name their prices."""
    settings.SHOP_CURRENCY = "EUR"
# {% endif %}
