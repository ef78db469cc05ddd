"""What every test may ask for."""

# {% if reached("money.splitting") %}
import os
# {% endif %}
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

# {% if reached("money.splitting") %}
import hypothesis
# {% endif %}
import pytest
# {% if reached("carts.reading") %}
from django.core.cache import cache
# {% endif %}
from django.utils import timezone
# {% if reached("carts.fuzzed") and part("api") %}
from hypothesis.vendor.pretty import RepresentationPrinter
# {% endif %}

# {% if reached("money.rounding") %}
from shop.core.rounding import Halves, Rounding

# {% endif %}
# {% if reached("money.splitting") %}
# Properties are tried with new examples on every machine but the one that judges: there, a change fails for
# what is in it and not by luck. Shared machines are slow at times, and that is no failure.
hypothesis.settings.register_profile(
    "shop", max_examples=50, deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.load_profile("shop")
# {% endif %}
# {% if reached("carts.fuzzed") and part("api") %}
# Schemathesis puts a printer into Hypothesis that prints nothing, for its own speed. All other properties
# have to show the example that they failed with.
hypothesis.core.RepresentationPrinter = RepresentationPrinter  # type: ignore[attr-defined]
# {% endif %}


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
    # {% if reached("price-lists.rates") %}
    settings.SHOP_PRICE_ENDINGS = {
        "GBP": {"step": 100, "less": 1},
        "JPY": {"step": 100, "less": 20},
        "KWD": {"step": 250},
        "USD": {"step": 100, "less": 1},
    }
    # {% endif %}
    # {% if reached("taxes.engine") %}
    settings.SHOP_COUNTRY, settings.SHOP_PRICES_INCLUDE_TAX = "DE", True
    # {% endif %}
# {% endif %}
# {% if reached("money.rounding") %}


@pytest.fixture(autouse=True)
def rounding_lines(settings: Any) -> None:
    """Round as most shops do, whatever this one has chosen: tests name their totals."""
    settings.SHOP_ROUNDING, settings.SHOP_HALVES = Rounding.LINE, Halves.UP
# {% endif %}
# {% if reached("carts.reading") %}


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Begin each test with an empty memory: what another test has read is rolled back by now."""
    cache.clear()
# {% endif %}
