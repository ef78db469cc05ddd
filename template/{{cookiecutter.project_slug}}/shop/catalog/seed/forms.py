"""In which forms Kiln and Cloth sells its products, and how each form looks. Nothing here writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product as each_with_each
from typing import Any

from shop.catalog.models import Kind
from shop.catalog.seed.data import read
from shop.core.money import Money

Answer = str | Decimal | bool

# What a euro's worth is called elsewhere, roughly, and in which steps shops there write prices. The files of
# this seed tell prices in euros.
LEVELS = {
    "EUR": (Decimal(1), Decimal("0.50")),
    # {% if asks_in("USD") %}
    "USD": (Decimal("1.15"), Decimal(1)),
    # {% endif %}
    # {% if asks_in("GBP") %}
    "GBP": (Decimal("0.88"), Decimal("0.50")),
    # {% endif %}
    # {% if asks_in("JPY") %}
    "JPY": (Decimal(165), Decimal(100)),
    # {% endif %}
    # {% if asks_in("KWD") %}
    "KWD": (Decimal("0.35"), Decimal("0.250")),
    # {% endif %}
}


@dataclass(frozen=True)
class SeedChoice:
    """An answer that an attribute offers; colours have a swatch, and an accent that lies beside it."""

    value: str
    label: str
    swatch: str = ""
    accent: str = ""


@dataclass(frozen=True)
class SeedAttribute:
    """A question with a typed answer."""

    code: str
    name: str
    kind: Kind
    unit: str
    choices: tuple[SeedChoice, ...]


@dataclass(frozen=True)
class SeedForm:
    """One form of one product: its answers by attribute, its price in euros, its weight and its look."""

    product: str
    answers: tuple[tuple[str, Answer], ...]
    euros: Decimal
    grams: int
    swatch: str
    accent: str


@cache
def attributes() -> Mapping[str, SeedAttribute]:
    """All attributes by code."""
    return {
        entry["code"]: SeedAttribute(
            code=entry["code"],
            name=entry["name"],
            kind=Kind(entry["kind"]),
            unit=entry.get("unit", ""),
            choices=tuple(SeedChoice(**choice) for choice in entry.get("choices", [])),
        )
        for entry in read("attributes.toml")["attribute"]
    }


@cache
def forms() -> Mapping[str, tuple[SeedForm, ...]]:
    """The forms of each product, by its slug."""
    return {slug: tuple(forms_of(slug, entry)) for slug, entry in read("variants.toml").items()}


def forms_of(slug: str, entry: Mapping[str, Any]) -> Iterator[SeedForm]:
    """Combine the colours of a product with its sizes."""
    colours = next(code for code, value in entry.items() if isinstance(value, list) and code in attributes())
    sizes = next(code for code, value in entry.items() if isinstance(value, dict))
    prices = zip(entry[sizes].items(), entry["grams"], strict=True)
    for colour, ((size, euros), grams) in each_with_each(entry[colours], list(prices)):
        look = next(choice for choice in attributes()[colours].choices if choice.value == colour)
        yield SeedForm(
            product=slug,
            answers=((colours, colour), (sizes, typed(sizes, size))),
            euros=Decimal(euros),
            grams=grams,
            swatch=look.swatch,
            accent=look.accent,
        )


def typed(code: str, text: str) -> Answer:
    """Read an answer as its attribute's kind wants it; a file's keys are all text."""
    kind = attributes()[code].kind
    if kind == Kind.NUMBER:
        return Decimal(text)
    return text == "yes" if kind == Kind.BOOLEAN else text


def price(euros: Decimal, currency: str) -> Money:
    """What something costs in the shop's currency: near the same worth, and it looks like a price."""
    rate, step = LEVELS.get(currency, (Decimal(1), Decimal(1)))
    return Money.of((euros * rate / step).quantize(Decimal(1)) * step, currency)
