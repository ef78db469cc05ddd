"""Whether the API ever makes a mistake or answers what is not described, at the full size of its test."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Let Schemathesis ask, and count the answers."""
    found = measure(store("api"), "api.py")
    answers = {int(status): count for status, count in found["answers"].items()}
    mistakes = sum(count for status, count in answers.items() if status >= 500)
    return [
        Figure("requests", sum(answers.values()), ""),
        Figure("operations that answered as described", found["passed"], ""),
        Figure("operations that did not", found["failed"], "", below=1),
        Figure("mistakes of ours (5xx)", mistakes, "", below=1),
        Figure("refusals (4xx)", sum(count for status, count in answers.items() if 400 <= status < 500), ""),
    ]
