"""Web processes end one after another while shoppers ask, and none notices. Two ways in which they do."""

from pathlib import Path

import pytest

from tests.endings.replacing import LATE, asleep_first, cluster, forgotten_first, killed, replaced, told_first

pytestmark = pytest.mark.django_db(transaction=True)


def test_nobody_notices_and_without_the_sleep_they_do(release: Path, variables: dict[str, str]) -> None:
    with cluster(release, variables) as place:
        asleep = replaced(place, asleep_first)
        forgotten = replaced(place, forgotten_first)
        at_once = replaced(place, told_first)
        replaced(place, killed)  # `killed` looks itself: nobody answers the request that was under way

    assert asleep.failed + forgotten.failed == []
    assert asleep.pages > LATE
    assert len(at_once.failed) >= LATE
