"""Money: a whole number of the currency's smallest unit, with the currency beside it. Never a float."""

# {% if reached("money.splitting") %}
from collections.abc import Sequence
# {% endif %}
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

# {% if reached("money.locales") %}
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol, get_decimal_symbol
# {% else %}
from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import to_locale
# {% endif %}
# {% if reached("money.splitting") %}

# {% endif %}
# {% if reached("money.locales") %}
from shop.core.locales import locale_of, read_decimal
# {% endif %}
# {% if reached("money.splitting") %}
from shop.core.splitting import split
# {% endif %}

# A currency's code after ISO 4217, as the database checks it.
CURRENCY = r"^[A-Z]{3}$"


class MoneyJson(TypedDict):
    """Money as the outside reads it."""

    amount: int
    currency: str


def exponent(currency: str) -> int:
    """How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


@dataclass(frozen=True)
class Money:
    """An amount in minor units, such as cents, and the currency's ISO 4217 code."""

    amount: int
    currency: str

    @classmethod
    def of(cls, value: Decimal | str | int, currency: str) -> "Money":
        """Read an amount as people write it: `Money.of("12.99", "EUR")` is 1299 cents.

        Raises:
            ValueError: it has more decimals than the currency.
        """
        scaled = Decimal(value).scaleb(exponent(currency))
        if scaled != int(scaled):
            raise ValueError(f"{currency} has {exponent(currency)} decimals. Found: {value}.")
        return cls(int(scaled), currency)

    # {% if reached("money.locales") %}
    @classmethod
    def parse(cls, written: str, currency: str, locale: str = "en") -> "Money":
        """Read an amount as people of a language write it, with or without the currency: `12,99 €` in `de`.

        Raises:
            ValueError: it is no number in this language, or has more decimals than the currency.
        """
        for name in (currency, get_currency_symbol(currency, locale_of(locale))):
            written = written.replace(name, "")
        return cls.of(read_decimal(written, locale), currency)

    # {% endif %}
    @property
    def decimal(self) -> Decimal:
        """The amount in the currency's major unit, exact."""
        return Decimal(self.amount).scaleb(-exponent(self.currency))

    def format(self, locale: str = "en") -> str:
        """Write it as people of a language do: `€12.99` in `en`, `12,99 €` in `de`."""
        # {% if reached("money.locales") %}
        return format_currency(self.decimal, self.currency, locale=locale_of(locale))
        # {% else %}
        return format_currency(self.decimal, self.currency, locale=to_locale(locale))
        # {% endif %}

    # {% if reached("money.locales") %}
    def bare(self, locale: str = "en") -> str:
        """Write it for a field in a form, without the currency: `1299.50`, or `1299,50` in `de`."""
        return f"{self.decimal:f}".replace(".", get_decimal_symbol(locale_of(locale)))

    # {% endif %}
    def as_json(self) -> MoneyJson:
        """The amount and the currency, side by side."""
        return {"amount": self.amount, "currency": self.currency}

    # {% if reached("money.splitting") %}
    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Divide it by weights; the shares add up to it again.

        Raises:
            ValueError: a weight is negative, or none is above zero.
        """
        return [Money(share, self.currency) for share in split(self.amount, weights)]

    # {% endif %}
    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    # {% if reached("money.splitting") %}
    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    # {% endif %}
    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __str__(self) -> str:
        return self.format()

    def _same(self, other: "Money") -> int:
        """The other's amount, if both are of one currency: euros and yen have no sum."""
        if self.currency != other.currency:
            raise ValueError(
                f"Money of two currencies does not mix. Found: {self.currency}, {other.currency}."
            )
        return other.amount
