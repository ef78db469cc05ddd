"""Who computes taxes: a Protocol, and the first engine behind it, which asks the shop's own table."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from shop.core.rounding import Halves, Rounding
from shop.taxes.computing import Rule, Taxed, TaxLine, compute
from shop.taxes.places import Place
from shop.taxes.shipping import SHIPPING, ShippingTax, shipping_lines
from shop.taxes.table import TaxTable
from shop.taxes.vat_check import VatIdAnswer


class Treatment(StrEnum):
    """Why there is tax, or none."""

    TAXED = "taxed"
    REVERSE_CHARGE = "reverse-charge"
    EXEMPT = "exempt"
    NOT_COLLECTED = "not-collected"


NOTES = {
    Treatment.TAXED: "",
    Treatment.REVERSE_CHARGE: "Intra-Community supply, exempt (article 138 of Directive 2006/112/EC): "
    "the customer accounts for the tax (reverse charge).",
    Treatment.EXEMPT: "No tax: the customer is exempt.",
    Treatment.NOT_COLLECTED: "No tax is collected for this destination.",
}


@dataclass(frozen=True)
class Customer:
    """Who buys, as far as taxes care.

    Attributes:
        code: what the shop calls them, for tax services that keep a list of their own.
        business: what came of the check of their VAT id, if they gave one.
        exemption: the number of a certificate that frees them of tax.
    """

    code: str = ""
    business: VatIdAnswer | None = None
    exemption: str = ""


@dataclass(frozen=True)
class TaxQuestion:
    """All that any engine needs to know: this shop's table, or a service on the other side of the world.

    Attributes:
        code: what the shop calls the cart or order; the same code is the same question asked again.
        on: the day whose rates hold.
        shipping: what shipping costs, in minor units.
        included: whether all amounts have tax in them: that of the origin, for who owes none elsewhere.
    """

    code: str
    currency: str
    on: date
    origin: Place
    destination: Place
    lines: tuple[TaxLine, ...]
    shipping: int = 0
    customer: Customer = field(default_factory=Customer)
    included: bool = True


@dataclass(frozen=True)
class TaxAnswer:
    """What came of it: the amounts by line, and why. Lines of shipping follow those of the goods."""

    treatment: Treatment
    taxed: Taxed

    @property
    def note(self) -> str:
        """What an invoice must say; nothing where there is tax."""
        return NOTES[self.treatment]

    @property
    def shipping_gross(self) -> int:
        """What is paid for shipping."""
        return sum(line.gross for line in self.taxed.lines if line.id.partition("/")[0] == SHIPPING)


class TaxEngine(Protocol):
    """Computes taxes. One that asks a service on the network is never called within a transaction."""

    def tax(self, question: TaxQuestion) -> TaxAnswer:
        """Answer a question; the same question has the same answer.

        Raises:
            ShopError: it cannot be answered.
        """
        ...


@dataclass(frozen=True)
class TableEngine:
    """Computes from the shop's own table. It asks nobody, so it may be called anywhere."""

    table: TaxTable
    rounding: Rounding = Rounding.LINE
    halves: Halves = Halves.UP
    shipping: ShippingTax = ShippingTax.PROPORTIONAL

    def tax(self, question: TaxQuestion) -> TaxAnswer:
        """Decide whether there is tax at all, and compute it.

        Raises:
            NoTaxRate: the destination is in the table, and nothing holds on this day.
        """
        goods = question.lines
        lines = [*goods, *shipping_lines(question.shipping, goods, self.shipping)]
        treatment = treatment_of(question, self.table)
        if treatment is Treatment.TAXED:
            return TaxAnswer(treatment, self._taxed(lines, question, question.destination))
        return TaxAnswer(treatment, self._untaxed(lines, question))

    def _taxed(self, lines: Sequence[TaxLine], question: TaxQuestion, place: Place) -> Taxed:
        rates = self.table.rates(place, {line.category for line in lines}, question.on)
        return compute(lines, rates, Rule(question.included, self.rounding, self.halves))

    def _untaxed(self, lines: Sequence[TaxLine], question: TaxQuestion) -> Taxed:
        """Whoever owes no tax does not pay it hidden in the price: that of the origin is taken out."""
        if question.included:
            nets = {line.id: line.net for line in self._taxed(lines, question, question.origin).lines}
            lines = [replace(line, amount=nets[line.id]) for line in lines]
        nowhere = TaxTable(rows=()).rates(
            question.destination, {line.category for line in lines}, question.on
        )
        return compute(lines, nowhere, Rule(included=False))


def treatment_of(question: TaxQuestion, table: TaxTable) -> Treatment:
    """Why there is tax, or none: the first reason that holds."""
    if question.customer.exemption:
        return Treatment.EXEMPT
    if is_reverse_charge(question):
        return Treatment.REVERSE_CHARGE
    return Treatment.TAXED if table.knows(question.destination) else Treatment.NOT_COLLECTED


def is_reverse_charge(question: TaxQuestion) -> bool:
    """Whether goods go from one member state to another, to a business.

    Its VAT id may be of any member state but the one that the goods leave from.
    """
    leaves, arrives = question.origin.member_state, question.destination.member_state
    business = question.customer.business
    if not (leaves and arrives) or leaves == arrives or business is None or not business.accepted:
        return False
    return business.vat_id.in_the_union and business.vat_id.prefix != leaves
