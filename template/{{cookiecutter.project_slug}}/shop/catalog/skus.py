"""Suggest what to print on a box: short, and still readable over the telephone."""

from collections.abc import Iterable

from django.utils.text import slugify

LONGEST_WORD = 4
LONGEST_SKU = 60  # the column takes 64; four are left for what makes a suggestion unique


def make_sku(slug: str, options: Iterable[str]) -> str:
    """Make a stock keeping unit of a product's slug and the codes of a variant's options.

    Each word keeps its first letters: `harbour-mug`, `ash-blue`, `250` become `HARB-MUG-ASH-BLUE-250`.
    The same words make the same SKU, always; whether it is free is for the database to say.
    """
    words = slugify("-".join([slug, *options]).replace("_", "-")).upper().split("-")
    # A word with a digit in it is a size: half of `130X180` would be another one.
    sku = "-".join(word[:LONGEST_WORD] if word.isalpha() else word for word in words)
    return sku[:LONGEST_SKU].rstrip("-")
