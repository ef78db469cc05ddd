"""Every commit of the course is a store that runs: formatted, linted, migrated with data, tested."""

from .running import shopwright


def test_every_commit_runs_and_is_tested() -> None:
    assert " 0 failures" in shopwright("course", "verify")
