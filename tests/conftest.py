"""The order of the tests: what takes minutes begins first, so that nothing waits for it at the end."""

import pytest

# Each of two workers takes two files at once, the first takes the first and the third; so what stands third
# is short, or the fourth would wait for the longest.
LONGEST_FIRST = ["test_every_commit.py", "test_lessons.py", "test_workflows.py", "test_proof.py"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take minutes in front; the others stay in their random order."""
    last = len(LONGEST_FIRST)
    rank = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.name, last))
