"""People who ask a real web process for pages, and buy there."""

import json
from http.client import HTTPConnection
from typing import Any

from local.processes import HOST
from tests.orders.builders import HOME
from tests.workers.desk import PATIENCE


def asked(
    port: int, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    """What somebody is told."""
    line = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        told = {"Content-Type": "application/json", "Connection": "close", **(headers or {})}
        line.request(method, path, json.dumps(body) if body is not None else None, told)
        answer = line.getresponse()
        said = answer.read()
        return answer.status, json.loads(said) if said[:1] == b"{" else said
    finally:
        line.close()


def looks(port: int, path: str) -> int:
    """Somebody looks around."""
    return asked(port, "GET", path)[0]


def buys(port: int, token: str, way: str = "bank-transfer", **given: str) -> tuple[int, Any]:
    """Somebody says who they are, and agrees; gives what they are told."""
    place = f"/api/v1/carts/{token}/checkout/"
    who = {"email": "ada@example.com", "ship_to": HOME.kept(), "way": way}
    begun, checkout = asked(port, "PUT", place, who)
    assert begun == 200, checkout
    agreed = {"seen": checkout["total"], "given": given}
    return asked(port, "POST", f"{place}complete/", agreed, {"Idempotency-Key": f"key-{token}"})
