"""What processes count. Each label has few values, and none comes from a client: see `counting`."""

from prometheus_client import Counter, Histogram

# Seconds. 0.3 is a promise; see deploy/prometheus/slo.toml.
FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10)
FASTER = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5)
PATIENT = (10, 30, 60, 120, 300, 600, 1800, 3600)

REQUESTS = Histogram(
    "shop_request_seconds",
    "Requests, by view and class of status.",
    ["method", "view", "status"],
    buckets=FAST,
)
TASKS = Histogram(
    "shop_task_seconds", "Work in the background, by consumer.", ["task", "outcome"], buckets=FAST
)
OUTSIDE = Histogram(
    "shop_outside_seconds", "Questions to other systems, by whom.", ["system", "outcome"], buckets=FAST
)
STATEMENTS = Histogram(
    "shop_statement_seconds", "Statements of the database, by what they are for.", ["during"], buckets=FASTER
)
CACHE = Counter("shop_cache_reads_total", "Reads of the cache, by what they found.", ["found"])
REFUSALS = Counter("shop_stock_refusals_total", "Refusals because there was not enough of something.")
LAPSED = Counter(
    "shop_reservations_lapsed_total", "Reservations that were given back because their time was over."
)
CHECKOUTS = Histogram(
    "shop_checkout_seconds", "From the beginning of a checkout to its order.", buckets=PATIENT
)
