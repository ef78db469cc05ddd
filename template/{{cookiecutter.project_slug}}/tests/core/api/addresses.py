"""What the API says of itself, to anybody."""

from tests.addresses import ANY, Row

PAGE = {"Accept": "text/html"}
ROWS = [
    Row("GET", "/api/v1/schema/", 200),
    Row("GET", "/api/docs/", 200, headers=PAGE),
    Row("GET", "/api/problems/", 200, headers=PAGE),
    Row(ANY, "/api/v1/nothing/", 404),
]


def stand() -> None:
    """Nothing: it is made of the code."""
