"""VAT ids: how each member state of the Union, and the United Kingdom, writes them.

The shapes are those of the European Commission's page on VIES, "VAT identification number structure".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shop.taxes.errors import InvalidVatId
from shop.taxes.vat_digits import CHECKS

BRITISH = r"\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2}"

SHAPES: Mapping[str, str] = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"[1-9]\d{8}",
    "DK": r"[1-9]\d{7}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]",
    "FI": r"\d{8}",
    "FR": r"[0-9A-HJ-NP-Z]{2}\d{9}",
    "GB": BRITISH,
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[0-9A-Z+*]\d{5}[A-W]|\d{7}[A-W][A-I]",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"[1-9]\d{7}",
    "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}",
    "PT": r"[1-9]\d{8}",
    "RO": r"[1-9]\d{1,9}",
    "SE": r"\d{10}01",
    "SI": r"[1-9]\d{7}",
    "SK": r"\d{10}",
    "XI": BRITISH,
}


@dataclass(frozen=True)
class VatId:
    """A VAT id that is well formed. Its prefix is EL for Greece, and XI for Northern Ireland."""

    prefix: str
    number: str

    def __str__(self) -> str:
        return f"{self.prefix}{self.number}"

    @property
    def in_the_union(self) -> bool:
        """Whether VIES knows ids of this kind."""
        return self.prefix != "GB"


def parse_vat_id(text: str) -> VatId:
    """Read a VAT id as people write it: `de 136 695 976` is DE136695976.

    Raises:
        InvalidVatId: no state writes them so, or its check digits do not fit.
    """
    written = re.sub(r"[\s.,/-]", "", text).upper()
    prefix, number = written[:2], written[2:]
    if prefix == "GR":  # the Greeks' own prefix is not their country's code
        prefix = "EL"
    if prefix not in SHAPES:
        raise InvalidVatId(
            found=f"`{text}`.",
            expected="two letters of a member state, of GB or of XI, and what follows them.",
            do="write it with its prefix, as on an invoice.",
        )
    if not re.fullmatch(SHAPES[prefix], number, re.ASCII):
        raise InvalidVatId(
            found=f"`{text}`.",
            expected=f"{prefix} and what matches `{SHAPES[prefix]}`.",
            do="compare it with an invoice.",
        )
    if prefix in CHECKS and not CHECKS[prefix](number):
        raise InvalidVatId(
            found=f"`{text}`, whose check digits do not fit.",
            do="look for two digits that changed places, or one that is wrong.",
        )
    return VatId(prefix, number)
