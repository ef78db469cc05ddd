"""A shelf reads what stands on it, however large the shop is and however old its goods."""

import pytest

from performance.reading import cost_of
from performance.shelves import fill

pytestmark = pytest.mark.django_db


def test_a_shelf_of_old_goods_does_not_read_all_that_is_newer() -> None:
    fill(5_000, older=10)

    new, old = cost_of("/c/shelf-1/"), cost_of("/c/shelf-2/")

    assert old.rows == pytest.approx(new.rows, abs=5)
