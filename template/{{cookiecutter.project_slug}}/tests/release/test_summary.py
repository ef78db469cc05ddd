"""What stands on the job's page."""

from deploy.release.summary import table
from deploy.release.target import Release

RELEASE = Release("registry.example.com/shop@sha256:" + "0" * 64, "abc1234")


def test_a_host_cannot_break_the_table() -> None:
    text = table([("fetch", "failed: a | b", 3.2)], RELEASE, "NOTHING_CHANGED")

    assert "| fetch | failed: a / b | 3 |\n" in text
    assert text.startswith("### **Stopped before shoppers saw anything.** The release before it serves.\n")
