"""From lines and rates to net, tax and gross, in whole minor units. Nothing here asks anybody anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shop.core.lines import round_lines
from shop.core.money import Money
from shop.core.rounding import Halves, Rounding
from shop.taxes.table import STANDARD, Rate


@dataclass(frozen=True)
class TaxLine:
    """What is taxed together: all units of one thing, after all discounts.

    Attributes:
        id: its name in the answer, once in a question.
        amount: what it costs, in minor units, with or without tax as the rule says.
        code: what the shop calls it, for tax services that keep a list of their own.
    """

    id: str
    amount: int
    category: str = STANDARD
    quantity: int = 1
    code: str = ""


@dataclass(frozen=True)
class Rule:
    """How to compute: whether amounts have the tax in them, and where and how to round."""

    included: bool
    rounding: Rounding = Rounding.LINE
    halves: Halves = Halves.UP


@dataclass(frozen=True)
class Amounts:
    """Net and tax at a rate. What is paid is their sum, because nothing else is kept."""

    rate: Rate
    net: int
    tax: int

    @property
    def gross(self) -> int:
        """What is paid."""
        return self.net + self.tax

    def explain(self, currency: str) -> str:
        """Say it as on an invoice: `€20.17 + VAT 19 % €3.83 = €24.00`."""
        net, tax, gross = (Money(amount, currency) for amount in (self.net, self.tax, self.gross))
        return f"{net} + {self.rate} {tax} = {gross}"


@dataclass(frozen=True)
class LineTax(Amounts):
    """What a line comes to."""

    id: str


@dataclass(frozen=True)
class Taxed:
    """What all lines come to, in the order in which they were given."""

    lines: tuple[LineTax, ...]

    @property
    def rates(self) -> tuple[Amounts, ...]:
        """The sums by rate, the highest first, as an invoice lists them."""
        return tuple(
            Amounts(rate, sum(line.net for line in lines), sum(line.tax for line in lines))
            for rate, lines in sorted(by_rate(self.lines).items(), reverse=True)
        )

    @property
    def net(self) -> int:
        """Without tax."""
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        """The tax."""
        return sum(line.tax for line in self.lines)

    @property
    def gross(self) -> int:
        """What is paid."""
        return self.net + self.tax


def compute(lines: Sequence[TaxLine], rates: Mapping[str, Rate], rule: Rule) -> Taxed:
    """Tax lines.

    Args:
        rates: by kind of goods, as `TaxTable.rates` gives them.

    Raises:
        ValueError: two lines have one id, or an amount is negative.
    """
    refuse_unfit(lines)
    # Sorted, so that who gets the odd cent does not depend on the order in which a cart was filled.
    ordered = sorted(lines, key=lambda line: line.id)
    charged = [rates[line.category] for line in ordered]
    exact = [exact_tax(line.amount, rates[line.category], rule.included) for line in ordered]
    taxes = round_lines(exact, charged, rule.rounding, rule.halves)
    tax_of = dict(zip((line.id for line in ordered), taxes, strict=True))
    return Taxed(
        tuple(line_tax(line, rates[line.category], tax_of[line.id], rule.included) for line in lines)
    )


def exact_tax(amount: int, rate: Rate, included: bool) -> Fraction:
    """The tax on an amount, or in it, to the last fraction."""
    return amount * rate.share / (1 + rate.share) if included else amount * rate.share


def line_tax(line: TaxLine, rate: Rate, tax: int, included: bool) -> LineTax:
    """Put a line's tax beside what it costs; what was given is kept, the other is computed."""
    return LineTax(id=line.id, rate=rate, net=line.amount - tax if included else line.amount, tax=tax)


def by_rate(lines: Iterable[LineTax]) -> dict[Rate, list[LineTax]]:
    """Lines by what was charged on them."""
    groups: dict[Rate, list[LineTax]] = {}
    for line in lines:
        groups.setdefault(line.rate, []).append(line)
    return groups


def refuse_unfit(lines: Sequence[TaxLine]) -> None:
    """Raise ValueError for lines that no question should hold: a refund repeats what was charged."""
    if len({line.id for line in lines}) < len(lines):
        raise ValueError(f"Each line has an id of its own. Found: {[line.id for line in lines]}.")
    if negative := [line for line in lines if line.amount < 0]:
        raise ValueError(f"A line costs nothing or more. Found: {negative[0]}.")
