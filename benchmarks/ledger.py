"""Whether a payment's events give one balance in whatever order, at the full size of the test."""

from benchmarks.figures import Figure
from benchmarks.stores import measure, store


def run() -> list[Figure]:
    """Let Hypothesis make up lives of payments, and shuffle them."""
    found = measure(store("ledger"), "ledger.py")
    return [
        Figure("lives of payments, shuffled and told up to three times", found["shuffled"], ""),
        Figure("lives of payments, some of it told late", found["late"], ""),
        Figure("balances that were another one", found["failed"], "", below=1),
    ]
