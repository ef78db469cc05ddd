"""Suggest the name that somebody meant."""

import difflib
from collections.abc import Iterable


def nearest(name: str, choices: Iterable[str]) -> str:
    """Return the choice that looks most like `name`, or "" when nothing is near."""
    found = difflib.get_close_matches(name, sorted(set(choices)), n=1, cutoff=0.5)
    return found[0] if found else ""


def advice(name: str, choices: Iterable[str], *, otherwise: str) -> str:
    """Say what to do about an unknown name: take the nearest one, or what `otherwise` says."""
    near = nearest(name, choices)
    return f"write `{near}`, the nearest name that exists." if near else otherwise
