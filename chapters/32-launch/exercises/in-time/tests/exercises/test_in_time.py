"""A page may say within how many seconds its drill must be cured."""

from typing import Any

from drills.__main__ import table
from drills.page import Runbook, read, runbook, wrong

HEAD = "title: Late\nalarms: none\nseverity: page\nimpact: None.\ncause: nothing\n"


def a_page(line: str = "") -> Runbook:
    """A page with a line more in its head."""
    return read("late", f"---\n{HEAD}{line}---\n\n## Fix\n\nWait.\n")


def told(cured: float, within: float | None) -> dict[str, Any]:
    """What came of a drill."""
    return {
        "runbook": "outbox-stuck",
        "cause": runbook("outbox-stuck").head["cause"],
        "detected_by": "RelayStopped",
        "seen_seconds": 1.0,
        "cured_seconds": cured,
        "within": within,
    }


def test_a_page_says_within_how_many_seconds() -> None:
    assert a_page("within: 60\n").within == 60.0
    assert a_page().within is None


def test_what_is_no_number_of_seconds_is_named() -> None:
    said = "its `within` is not a number of seconds"

    assert said in wrong(a_page("within: soon\n"))
    assert said in wrong(a_page("within: 0\n"))
    assert not [one for one in wrong(a_page("within: 60\n")) if "within" in one]


def test_who_is_late_is_not_cured() -> None:
    lines = table([told(59.0, 60), told(70.0, 60), told(70.0, None)])

    assert lines[-1] == "2 of 3 were cured as their pages say."


def test_the_row_says_how_late() -> None:
    _, first, second, *_ = table([told(70.0, 60), told(59.0, 60)])

    assert first.endswith("  70.0 s, not within 60 s")
    assert second.endswith("  59.0 s")
