"""No request fails while the shop goes from release to release, and back; and one would be seen to."""

import pytest
from benchmarks.rolling import Plan, drill


def test_no_request_fails_from_release_to_release_and_back(*, whole: bool) -> None:
    if not whole:
        pytest.skip("minutes of five releases; `make test ARGS='tests/store/test_rolling.py --whole'`")
    came = drill(Plan())

    assert came.failed == []
    assert len(came.sent) >= 10
    assert came.too_early == 503
    assert (came.kept, came.empty) == (came.told, 0)
    assert came.filled > 0
    assert came.control > 0
    assert "renaming-column" in came.refused
