"""Hold answers against the API's own description. What is not described there may not be answered."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from shop.core.api.openapi import document

FORMATS = FormatChecker()
FORMATS.checks("uri")(lambda value: not isinstance(value, str) or bool(urlsplit(value).scheme))
FORMATS.checks("date-time")(
    lambda value: (
        not isinstance(value, str) or bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value))
    )
)


@cache
def strict() -> dict[str, Any]:
    """The description, with every object closed: a field that it does not name is an error."""
    described: dict[str, Any] = json.loads(document())
    for schema in described["components"]["schemas"].values():
        if schema["type"] == "object":
            schema["additionalProperties"] = False
    return described


def check(value: Any, schema: dict[str, Any]) -> None:
    """Raise unless a value is what a schema says."""
    whole = {**schema, "components": strict()["components"]}
    Draft202012Validator(whole, format_checker=FORMATS).validate(value)


def described(path: str, status: int, method: str = "get") -> dict[str, Any]:
    """What the description says of the answer at a path: `/api/v1/products/{slug}/`."""
    answer: dict[str, Any] = strict()["paths"][path][method]["responses"][str(status)]
    if reference := answer.get("$ref"):
        answer = strict()["components"]["responses"][reference.rpartition("/")[2]]
    return answer


def assert_as_described(answer: Any, path: str, method: str = "get") -> None:
    """Fail unless an answer's status, media type, headers and body are described."""
    said = described(path, answer.status_code, method)
    media = answer.headers["Content-Type"].partition(";")[0]
    check(json.loads(answer.content), said["content"][media]["schema"])
    assert set(said.get("headers", {})) <= set(answer.headers)
