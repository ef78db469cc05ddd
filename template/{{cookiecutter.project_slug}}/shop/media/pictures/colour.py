"""Colours as three numbers, and the few ways in which the pictures mix them."""

from typing import NamedTuple


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, text: str) -> "Colour":
        """Read `#rrggbb`."""
        return cls(*bytes.fromhex(text.removeprefix("#")))

    def mix(self, other: "Colour", share: float) -> "Colour":
        """Give this colour with a share (0 to 1) of another in it."""
        return Colour(
            *(round(mine + (theirs - mine) * share) for mine, theirs in zip(self, other, strict=True))
        )

    def lighter(self, share: float) -> "Colour":
        """Move towards warm light."""
        return self.mix(WARM_LIGHT, share)

    def darker(self, share: float) -> "Colour":
        """Move towards warm shade; never towards grey, which would look dirty."""
        return self.mix(WARM_SHADE, share)

    @property
    def brightness(self) -> float:
        """How bright the eye finds it, from 0 to 1."""
        return (0.299 * self.red + 0.587 * self.green + 0.114 * self.blue) / 255


WARM_LIGHT = Colour(255, 248, 236)
WARM_SHADE = Colour(58, 38, 40)
