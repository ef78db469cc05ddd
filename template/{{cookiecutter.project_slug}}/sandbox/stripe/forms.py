"""Stripe's forms: `card[exp_year]=2030&expand[0]=customer` is a tree. What nobody expects is refused."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.stripe.errors import Invalid

# What a parameter is. A nested mapping is an object of these, and one in a list says that there are several.
TEXT, NUMBER, YES_NO, WORDS, NAMES = "text", "number", "yes or no", "words", "names"
Takes = Mapping[str, Any]
EXPAND: Takes = {"expand": WORDS}
PAGES: Takes = {"limit": NUMBER, "starting_after": TEXT, "ending_before": TEXT, **EXPAND}


def tree(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Make a tree of a form's fields. Lists, with numbers or with nothing in the brackets, are lists."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        steps = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        if not steps:
            raise Invalid("Invalid request: a field has no name.")
        last, *rest = steps
        place = found
        for step in rest:
            place = place.setdefault(last, {})
            if not isinstance(place, dict):
                raise Invalid(f"Invalid object: {name}", param=name)
            last = step or str(len(place))
        place[last] = value
    return found


def read(given: Mapping[str, Any], takes: Takes, inside: str = "") -> dict[str, Any]:
    """Read parameters as what they are.

    Raises:
        Invalid: one is unknown, or is not what it should be.
    """
    read_: dict[str, Any] = {}
    for name, value in given.items():
        param = f"{inside}[{name}]" if inside else name
        if name not in takes:
            raise Invalid(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)
        read_[name] = one(value, takes[name], param)
    return read_


def one(value: Any, kind: Any, param: str) -> Any:
    """Read one parameter.

    Raises:
        Invalid: it is not what it should be.
    """
    if isinstance(kind, Mapping):
        return read(several(value, "object", param), kind, param)
    if isinstance(kind, list):
        rows = several(value, "array", param)
        return [one(each, kind[0], f"{param}[{place}]") for place, each in rows.items()]
    if kind == WORDS:
        return list(several(value, "array", param).values())
    if kind == NAMES:
        return several(value or {}, "hash", param)
    return word(value, kind, param) if isinstance(value, str) else wrong("string", param)


def word(value: str, kind: str, param: str) -> Any:
    """Read something without brackets.

    Raises:
        Invalid: it is not what it should be.
    """
    if kind == NUMBER:
        code = "parameter_invalid_integer"
        return int(value) if re.fullmatch(r"-?\d{1,15}", value) else wrong("integer", param, code)
    if kind == YES_NO:
        return value == "true" if value in {"true", "false"} else wrong("boolean", param)
    return value or None


def several(value: Any, kind: str, param: str) -> dict[str, Any]:
    """Something with brackets.

    Raises:
        Invalid: it has none.
    """
    found: dict[str, Any] = value if isinstance(value, dict) else wrong(kind, param)
    return found


def wrong(kind: str, param: str, code: str = "") -> Any:
    """Refuse a parameter.

    Raises:
        Invalid: always.
    """
    raise Invalid(f"Invalid {kind}: {param}", code=code, param=param)
