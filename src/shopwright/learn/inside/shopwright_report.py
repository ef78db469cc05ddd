"""A plugin of pytest's, run in the learner's environment: write what each test did to a file as JSON.

It holds on to nothing but the standard library, and to no other module of the kit.
"""

import json
import os
from pathlib import Path
from typing import Any

KEPT_LINES = 60


class Report:
    """Collects what pytest says and writes it down at the end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tests: dict[str, dict[str, Any]] = {}
        self.uncollected: dict[str, dict[str, Any]] = {}

    def pytest_collectreport(self, report: Any) -> None:  # noqa: ANN401 - pytest is not installed with the kit
        """Remember a file that could not be imported."""
        if report.failed:
            self.uncollected[report.nodeid] = _told(report)

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401
        """Remember how a test went; a failure in its setup or after it counts as its own."""
        if report.failed:
            self.tests.setdefault(report.nodeid, _told(report))
            self.tests[report.nodeid]["outcome"] = "failed"
        elif report.when == "call" or report.skipped:
            self.tests.setdefault(report.nodeid, {"outcome": report.outcome})

    def pytest_sessionfinish(self) -> None:
        """Write it all down at once."""
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps({"tests": self.tests, "uncollected": self.uncollected}), "utf-8")
        draft.replace(self.file)


def _told(report: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the message of a failure, and the places that it came through, the innermost last."""
    told: dict[str, Any] = {
        "outcome": "failed",
        "message": "",
        "places": [],
        "text": _end(report.longreprtext),
    }
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        told["message"] = crash.message
        told["places"] = [[crash.path, crash.lineno]]
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", [])
    places = [entry.reprfileloc for entry in entries if getattr(entry, "reprfileloc", None) is not None]
    if places:
        told["places"] = [[place.path, place.lineno] for place in places]
    return told


def _end(text: str) -> str:
    return "\n".join(text.splitlines()[-KEPT_LINES:])


def pytest_configure(config: Any) -> None:  # noqa: ANN401
    """Take part, if it is said where the report goes."""
    file = os.environ.get("SHOPWRIGHT_REPORT")
    if file:
        config.pluginmanager.register(Report(Path(file)), "shopwright-report-of-this-run")
