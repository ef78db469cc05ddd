"""What one page may load from other sites, beside what all may. A part in a slot says it for its page."""

from collections import defaultdict

from django.http import HttpRequest

ALLOWED = "allowed_by_parts"


def allow(request: HttpRequest, rule: str, *sites: str) -> None:
    """Let the page that answers a request load something from other sites.

    Args:
        rule: a directive of the Content Security Policy, such as `script-src`.
    """
    allowed = request.__dict__.setdefault(ALLOWED, defaultdict(list))
    allowed[rule] += sites


def with_allowed(policy: str, request: HttpRequest) -> str:
    """A policy with what the parts of this page need."""
    allowed = request.__dict__.get(ALLOWED)
    if not allowed:
        return policy
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for rule, sites in allowed.items():
        there = rules.get(rule, "").replace("'none'", "")
        rules[rule] = " ".join([*there.split(), *sites])
    return "; ".join(f"{rule} {sites}" for rule, sites in rules.items())
