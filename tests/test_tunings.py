"""The page of tunings says what was measured."""

import json

from benchmarks.figures import RESULTS, Figure
from benchmarks.tunings import MARK, PAGE, table


def test_the_page_has_the_recorded_figures() -> None:
    recorded = json.loads((RESULTS / "tunings.json").read_text("utf-8"))["figures"]

    shown = PAGE.read_text("utf-8").partition(MARK)[2].strip().splitlines()

    assert shown == list(table([Figure(**figure) for figure in recorded]))
    assert len(shown) > 16
