"""How a consumer says that trying again would not help."""


class GiveUp(Exception):
    """Nobody can do this work as it stands. It is kept for a person to look at."""
