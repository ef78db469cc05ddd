"""What a rollout did, for whoever opens the job's page: GitHub shows the file that it names in a variable."""

import os
from collections.abc import Sequence
from pathlib import Path

from deploy.release.target import Release

MEANING = {
    "LIVE": "The new release serves.",
    "NOTHING_CHANGED": "**Stopped before shoppers saw anything.** The release before it serves.",
    "WENT_BACK": "**Went back.** The new release did not sell; the one before it serves again.",
    "NOBODY_SERVES": "**Nobody serves as they should.** A person is needed now.",
}


def write_summary(lines: Sequence[tuple[str, str, float]], release: Release, outcome: str) -> None:
    """Add a table to the job's page, and say in a line how it ended."""
    print(f"\n{MEANING[outcome].replace('**', '')}")
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as page:
            page.write(table(lines, release, outcome))


def table(lines: Sequence[tuple[str, str, float]], release: Release, outcome: str) -> str:
    """The summary as Markdown; what a host printed cannot end its cell."""
    rows = [f"| {what} | {how.replace('|', '/')} | {seconds:.0f} |" for what, how, seconds in lines]
    head = [
        f"### {MEANING[outcome]}",
        "",
        f"`{release.image}`",
        "",
        "| what | how | seconds |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, "", ""])
