"""An address as somebody wrote it. An order keeps a copy: who moves house does not move their old parcels."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True)
class Address:
    """Where a person can be found.

    Attributes:
        country: a code after ISO 3166.
        part: a state or province, where the country has such.
    """

    name: str
    line1: str
    city: str
    country: str
    postcode: str = ""
    line2: str = ""
    part: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, str]) -> Self:
        """An address as the database keeps it."""
        return cls(**kept)

    def kept(self) -> dict[str, str]:
        """As the database keeps it."""
        return asdict(self)
