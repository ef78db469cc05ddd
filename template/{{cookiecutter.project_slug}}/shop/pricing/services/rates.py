"""Write exchange rates."""

from datetime import datetime
from decimal import Decimal

from shop.core.integrity import refusing
from shop.core.money import CURRENCY
from shop.pricing.errors import WrongRate
from shop.pricing.models import ExchangeRate
from shop.pricing.services.regions import refuse_wrong_shape


def set_rate(*, base: str, currency: str, rate: Decimal, starts_at: datetime) -> ExchangeRate:
    """Say what one unit of a currency is worth in another, from a moment on. Older rates stay.

    Raises:
        WrongShape: a currency is no code.
        WrongRate: it is 0 or less, of a currency to itself, or of a moment that has a rate.
    """
    refuse_wrong_shape(CURRENCY, [base, currency], "three capitals, such as EUR")
    refusal = WrongRate(
        found=f"{rate} from {base} to {currency}, since {starts_at:%Y-%m-%d %H:%M}.",
        expected="more than 0, between two currencies, at a moment that has no rate yet.",
        do="correct the rate, or give it another moment.",
    )
    made = ExchangeRate(base=base, currency=currency, rate=rate, starts_at=starts_at)
    rules = ["rate_once_per_moment", "rate_above_nothing", "rate_between_two_currencies"]
    with refusing(dict.fromkeys(rules, refusal)):
        made.save()
    return made
