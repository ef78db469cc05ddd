"""What makes two requests the same."""

from typing import Any

import pytest

from shop.idempotency.fingerprint import fingerprint

BODY = {"seen": {"amount": 4800, "currency": "EUR"}, "way": "card"}


def test_the_same_request_has_the_same_fingerprint() -> None:
    again = {"way": "card", "seen": {"currency": "EUR", "amount": 4800}}

    assert fingerprint("POST", "/a/", BODY) == fingerprint("POST", "/a/", again)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/a/", BODY),
        ("POST", "/b/", BODY),
        ("POST", "/a/", BODY | {"way": "cash"}),
        ("POST", "/a/", BODY | {"seen": {"amount": "4800", "currency": "EUR"}}),
        ("POST", "/a/", {}),
        ("POST", "/a/", None),
    ],
)
def test_another_request_has_another(method: str, path: str, body: Any) -> None:
    assert fingerprint(method, path, body) != fingerprint("POST", "/a/", BODY)
