"""Whether a VAT id belongs to somebody: the question, and the answer of who cannot look it up."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shop.taxes.vat_ids import VatId


class Standing(StrEnum):
    """What is known about a VAT id that is well formed."""

    PLAUSIBLE = "plausible"  # its check digits fit; nobody was asked
    CONFIRMED = "confirmed"  # the register knows it
    REFUSED = "refused"  # the register does not


@dataclass(frozen=True)
class VatIdAnswer:
    """What came of a check, with all that an audit asks for years later.

    Attributes:
        accepted: whether the shop sells without tax on the strength of it.
        reference: the register's own number for this look-up, as VIES gives one.
    """

    vat_id: VatId
    standing: Standing
    accepted: bool
    reference: str = ""


class VatIdCheck(Protocol):
    """Asks a register. VIES is one: on the network, and never asked within a transaction."""

    def check(self, vat_id: VatId) -> VatIdAnswer:
        """Say what is known about a VAT id."""
        ...


@dataclass(frozen=True)
class OfflineCheck:
    """Asks nobody. What is well formed is plausible; the shop decides whether that will do."""

    accepts_plausible: bool = True

    def check(self, vat_id: VatId) -> VatIdAnswer:
        """Say that the digits fit, which `parse_vat_id` has found out."""
        return VatIdAnswer(vat_id, Standing.PLAUSIBLE, accepted=self.accepts_plausible)
