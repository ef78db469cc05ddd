"""A shelf reads what stands on it, however large the shop is and however old its goods."""

import pytest
from django.db import connection

from performance.reading import cost_of
from performance.shelves import fill

pytestmark = pytest.mark.django_db
OLD = """
UPDATE catalog_product SET published_at = published_at - interval '10 years'
WHERE category_id = (SELECT id FROM catalog_category WHERE slug = 'shelf-1')
"""


def test_a_shelf_of_old_goods_does_not_read_all_that_is_newer() -> None:
    fill(5_000)
    new = cost_of("/c/shelf-1/").rows
    with connection.cursor() as cursor:
        cursor.execute(OLD)
        cursor.execute("ANALYZE")

    assert cost_of("/c/shelf-1/").rows == pytest.approx(new, abs=5)
