"""Run inside a store: Hypothesis makes up payments and shuffles their events. The last line is JSON."""

import json
import os
import sys
from collections import Counter

os.environ.setdefault("PAYMENT_EXAMPLES", "10000")

import pytest

TEST = "tests/payments/test_ledger.py"
PROPERTIES = {
    "test_any_order_and_any_duplication_give_one_balance": "shuffled",
    "test_what_is_late_is_made_up_for_when_it_comes": "late",
}


class Tried:
    """How many examples each property was tried with, as Hypothesis counts them, and what failed."""

    def __init__(self) -> None:
        self.examples: dict[str, int] = {}
        self.outcomes: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> object:
        """Have Hypothesis tell of one test."""
        from hypothesis.statistics import collector  # noqa: PLC0415 - pytest has to come first

        def note(told: dict[str, dict[str, list[dict[str, str]]]]) -> None:
            kind = PROPERTIES.get(item.name)
            if kind:
                cases = told["generate-phase"]["test-cases"]
                self.examples[kind] = sum(case["status"] == "valid" for case in cases)

        with collector.with_value(note):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one outcome."""
        if report.when == "call" or report.outcome == "failed":
            self.outcomes[report.outcome] += 1


def main() -> None:
    """Try, and count."""
    tried = Tried()
    # What the tests say goes to the terminal's other stream: the last line here is for the benchmark.
    printed, sys.stdout = sys.stdout, sys.stderr
    pytest.main(["-q", TEST], plugins=[tried])
    sys.stdout = printed
    print(json.dumps(tried.examples | {"failed": tried.outcomes["failed"]}), flush=True)


if __name__ == "__main__":
    main()
