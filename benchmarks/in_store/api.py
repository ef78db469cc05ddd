"""Run inside a store: Schemathesis asks every operation of the API. The last line is JSON."""

import json
import os
import sys
from collections import Counter

os.environ.setdefault("API_EXAMPLES", "1500")

import pytest

TEST = "tests/core/api/test_fuzzed.py"


class Outcomes:
    """How many operations passed, and how many did not."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one outcome."""
        if report.when == "call":
            self.of[report.outcome] += 1


def main() -> None:
    """Ask, and count."""
    outcomes = Outcomes()
    # What the tests say goes to the terminal's other stream: the last line here is for the benchmark.
    printed, sys.stdout = sys.stdout, sys.stderr
    pytest.main(["-q", TEST, "-k", "test_every_answer"], plugins=[outcomes])
    sys.stdout = printed
    from tests.core.api.test_fuzzed import ANSWERS  # noqa: PLC0415 - pytest has imported it by now

    print(
        json.dumps({"answers": ANSWERS, "passed": outcomes.of["passed"], "failed": outcomes.of["failed"]}),
        flush=True,
    )


if __name__ == "__main__":
    main()
