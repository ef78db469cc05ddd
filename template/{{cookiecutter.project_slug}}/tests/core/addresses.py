"""What anybody may ask of the store as a whole."""

from tests.addresses import Row

ROWS = [
    Row("GET", "/health/live", 200),
    Row("GET", "/health/ready", 200),
    # {% if reached("pipeline.version") %}
    Row("GET", "/health/version", 200),
    # {% endif %}
    Row("GET", "/media/none.webp", 404),  # in development alone
]


def stand() -> None:
    """Nothing: these need none."""
