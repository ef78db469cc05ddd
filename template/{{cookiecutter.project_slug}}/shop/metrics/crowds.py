"""What is counted when many come at once."""

from prometheus_client import Counter

WAITED = Counter("shop_cache_waits_total", "Requests that waited for another one to make what both wanted.")
SHED = Counter("shop_requests_shed_total", "Requests that were refused for others to be answered.", ["kind"])
