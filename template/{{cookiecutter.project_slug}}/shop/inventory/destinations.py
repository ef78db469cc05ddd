"""Where things go, as far as the shelves need to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Destination:
    """Where things will go, as far as anybody knows yet.

    Attributes:
        country: its ISO 3166 code.
        point: latitude and longitude in degrees, north and east above zero.
    """

    country: str = ""
    point: tuple[float, float] | None = None


ANYWHERE = Destination()
