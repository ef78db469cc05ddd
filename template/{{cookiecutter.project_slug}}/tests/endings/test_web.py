"""Web processes end one after another while shoppers ask, and none notices. Two ways in which they do."""

from pathlib import Path

import pytest

from tests.endings.replacing import (
    LATE,
    Order,
    asleep_first,
    cluster,
    forgotten_first,
    killed,
    replaced,
    told_first,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("order", [asleep_first, forgotten_first])
def test_no_request_fails(release: Path, variables: dict[str, str], order: Order) -> None:
    with cluster(release, variables) as place:
        found = replaced(place, order, times=2)

    assert found.failed == []
    assert found.pages > 2 * LATE


def test_without_the_sleep_requests_fail(release: Path, variables: dict[str, str]) -> None:
    with cluster(release, variables) as place:
        found = replaced(place, told_first, times=1)

    assert len(found.failed) >= LATE


def test_without_patience_the_request_under_way_fails(release: Path, variables: dict[str, str]) -> None:
    with cluster(release, variables) as place:
        replaced(place, killed, times=1)  # `killed` looks itself: nobody answers that one
