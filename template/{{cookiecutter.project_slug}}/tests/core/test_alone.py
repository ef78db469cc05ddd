"""One at a time, on whichever machine."""

import pytest
from django.db import connection

from shop.core.alone import alone
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def tried(name: str) -> bool:
    """Whether somebody else gets in."""
    got: list[bool] = []

    def does() -> None:
        with alone(name) as mine:
            got.append(mine)

    rival = Rival(does)
    rival.begin()
    rival.end()
    return got[0]


def test_one_is_inside_and_nobody_waits() -> None:
    with alone("sweep") as mine:
        inside = tried("sweep"), tried("another")
    afterwards = tried("sweep")

    assert (mine, inside, afterwards) == (True, (False, True), True)


def test_who_breaks_off_is_out() -> None:
    with pytest.raises(ZeroDivisionError), alone("sweep"):
        raise ZeroDivisionError

    assert tried("sweep")


def test_whose_connection_is_cut_is_out_at_once() -> None:
    with alone("sweep"):
        connection.close()

        assert tried("sweep")
