"""Many products at once, written by the database itself: what a test or a tuning needs in a second."""

from django.db import connection

SHELVES = 20
FILL = """
INSERT INTO catalog_category (name, slug, position, description)
SELECT 'Shelf ' || n, 'shelf-' || n, n, '' FROM generate_series(1, %(shelves)s) n;

INSERT INTO catalog_product (public_id, slug, name, summary, description, category_id, status,
                             published_at, created_at, updated_at)
SELECT 'prd_' || lpad(n::text, 20, '0'), 'product-' || n, 'Product ' || n,
       'One of many.', 'As the others.',
       (SELECT min(id) FROM catalog_category WHERE slug LIKE 'shelf-%%') + mod(n, %(shelves)s), 'published',
       timestamptz '2020-01-01' + n * interval '1 second'
           - CASE WHEN mod(n, %(shelves)s) = 1 THEN %(older)s ELSE 0 END * interval '1 year', now(), now()
FROM generate_series(1, %(products)s) n;

INSERT INTO catalog_variant (public_id, product_id, sku, name, position, price_amount, price_currency,
                             gtin, is_active, options_key, created_at, updated_at)
SELECT 'var_' || lpad(id::text, 20, '0'), id, 'SKU-' || id, '', 0, 1000 + mod(id, 9000), 'EUR', '', true, '',
       now(), now()
FROM catalog_product WHERE slug LIKE 'product-%%';
"""


def fill(products: int, *, older: int = 0) -> None:
    """Put so many products on twenty shelves, each with one variant, and have the planner look at them.

    Args:
        older: by so many years what stands on `shelf-2` is older than all else.
    """
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"products": products, "shelves": SHELVES, "older": older})
        cursor.execute("ANALYZE")
