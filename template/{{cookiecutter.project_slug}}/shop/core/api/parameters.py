"""Query parameters: what an address does not understand, it refuses, and says what may have been meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import ClassVar

from django.http import QueryDict

from shop.core.api.problems import ApiError, FieldError, InvalidValues


class UnknownParameter(ApiError):
    """The address has no such parameter. To leave it out silently would answer a question nobody asked."""

    code: ClassVar[str] = "unknown-parameter"
    title: ClassVar[str] = "There is no such parameter."
    status: ClassVar[int] = 400


def refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    """Let only known names pass.

    Raises:
        UnknownParameter: names each that is not known, and the nearest that is.
    """
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    errors = [FieldError(name, "unknown", advice(name, known)) for name in unknown]
    raise UnknownParameter(
        found=f"`{unknown[0]}`.", expected=f"{listed(known)}.", do=errors[0].detail, errors=errors
    )


def refuse_unusable(given: QueryDict, many: Collection[str]) -> None:
    """Let only values pass that can be read in one way.

    Args:
        many: the names that may stand there several times.

    Raises:
        InvalidValues: a name is given twice though only one value would count, or a value cannot be text.
    """
    wrong = []
    for name, values in given.lists():
        if len(values) > 1 and name not in many:
            wrong.append(FieldError(name, "repeated", "Given more than once; only one value would count."))
        # PostgreSQL knows no such text, and would say so in the middle of a query.
        if any("\0" in value for value in values):
            wrong.append(FieldError(name, "null-character", "Contains a null character."))
    if wrong:
        raise InvalidValues.of(wrong)


def advice(name: str, known: Collection[str]) -> str:
    """What to do about a name that is not known."""
    meant = suggestion(name, known)
    return f"write `{meant}`." if meant else "leave it out."


def suggestion(word: str, known: Collection[str]) -> str | None:
    """The known word that looks most like the given one, if any does."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.5)), None)


def listed(known: Collection[str]) -> str:
    """The known words as a text; long lists are cut."""
    if not known:
        return "no parameters at all"
    words = sorted(known)
    return ", ".join(f"`{word}`" for word in words[:20]) + (" and more" if len(words) > 20 else "")
