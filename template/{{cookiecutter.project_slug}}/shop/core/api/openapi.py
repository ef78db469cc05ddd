"""The API's description: made from the views, completed here, built once in a process's life."""

import json
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

from shop.core.api.problems import MEDIA_TYPE, ProblemType, problem_types

Output = type[serializers.Serializer[Any]]

# What any address may answer, besides what it is for.
ANYWHERE = (400, 405, 406, 429, 500, 503)
# What only an address may answer that has a name in it.
NAMED = (404,)
# {% if reached("inventory.in-carts") %}
# What an address may answer that writes.
WRITING = (404, 409, 412, 415, 422)
# {% elif reached("carts.api") %}
# What an address may answer that writes.
WRITING = (404, 412, 415, 422)
# {% endif %}
REASONS = {
    400: ("BadRequest", "The request cannot be used."),
    # {% if reached("orders.in-the-shop") %}
    403: ("Forbidden", "Whoever asks may not do this."),
    # {% endif %}
    404: ("NotFound", "There is nothing, or nothing to be seen."),
    405: ("MethodNotAllowed", "The address does not know this method."),
    406: ("NotAcceptable", "There is no answer of the wanted kind."),
    # {% if reached("inventory.in-carts") %}
    409: ("Conflict", "The request is right, and what the shop has does not allow it now."),
    # {% endif %}
    # {% if reached("carts.api") %}
    412: ("PreconditionFailed", "What `If-Match` names is no longer there."),
    415: ("UnsupportedMediaType", "The body is of a kind that is not read here."),
    422: ("Unprocessable", "The request is right, and the shop refuses it."),
    # {% endif %}
    429: ("TooManyRequests", "Too many requests; `Retry-After` says when to come back."),
    500: ("InternalError", "Something went wrong on our side."),
    503: ("Unavailable", "The shop cannot answer; `Retry-After` says when to come back."),
}
ABOUT_PROBLEMS = """
## Problems

Whatever goes wrong, the answer is an `application/problem+json` document after RFC 9457. Its `type` is one of
these; [all types](/api/problems/) of the shop are explained there.

| type | status | title |
| --- | --- | --- |
"""
PROBLEM = {
    "type": "object",
    "description": "What went wrong, after RFC 9457.",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Which kind; it never changes."},
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What was found, what was expected, what to do."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
        "instance": {
            "type": "string",
            "format": "uri",
            "description": "Names this one occurrence in our log.",
        },
    },
}
FIELD_ERROR = {
    "type": "object",
    "description": "What is wrong with one field or parameter.",
    "required": ["field", "code", "detail"],
    "properties": {
        "field": {
            "type": "string",
            "description": "Its name; inside a body its path, as in `lines.0.quantity`.",
        },
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}


class ApiSchema(AutoSchema):
    """Takes all names from the views: of the operations, and of the serializers nested in them."""

    def get_operation_id(self) -> str:
        """`ProductListApi` is `productList`: what generated clients will call it."""
        name = type(self.view).__name__.removesuffix("Api")
        return name[0].lower() + name[1:]

    def get_serializer_name(self, serializer: serializers.Serializer[Any], direction: Any) -> str:
        """`ProductDetailApi.Output` is `ProductDetail`; `ProductListApi.Output` is a `ProductListItem`."""
        view, _, name = type(serializer).__qualname__.rpartition(".")
        if not view:
            return name.removesuffix("Output")
        thing = view.removesuffix("Api")
        return f"{thing}Item" if thing.endswith("List") else thing


def one(output: Any) -> OpenApiResponse:
    """The answer that is one thing."""
    return OpenApiResponse(output, description="What was asked for.")


def items_of(output: Output) -> OpenApiResponse:
    """The answer that is a list, given whole."""
    return one(inline_serializer(named(output), {"items": output(many=True)}))


def page_of_items(output: Output) -> OpenApiResponse:
    """The answer that is a list, given page by page."""
    following = serializers.URLField(allow_null=True, help_text="The next page's address, if there is one.")
    return one(inline_serializer(named(output), {"items": output(many=True), "next": following}))


def named(output: Output) -> str:
    """What a list of these is called: `ProductList`."""
    return output.__qualname__.partition(".")[0].removesuffix("Api")


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say once what can go wrong, and of each address which of it. drf-spectacular calls this at the end."""
    components = result["components"]
    components["schemas"] |= {"Problem": PROBLEM, "FieldError": FIELD_ERROR}
    components["responses"] = {name: answer_of(status, said) for status, (name, said) in REASONS.items()}
    for path, operations in result["paths"].items():
        # {% if reached("carts.api") %}
        for method, operation in operations.items():
            for status in {*ANYWHERE, *(NAMED if "{" in path else ()), *(WRITING if method != "get" else ())}:
                # {% else %}
        for operation in operations.values():
            for status in (*ANYWHERE, *(NAMED if "{" in path else ())):
                # {% endif %}
                name, _said = REASONS[status]
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
            # {% if reached("orders.in-the-shop") %}
            for status in {int(said) for said in operation["responses"]} & REASONS.keys():
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{REASONS[status][0]}"}
            # {% endif %}
            operation["responses"] = dict(sorted(operation["responses"].items()))
    result["info"]["description"] += table()
    return result


def answer_of(status: int, said: str) -> dict[str, Any]:
    """An answer that is a problem, with an example of each type that has this status."""
    examples = {kind.code: {"value": example_of(kind)} for kind in problem_types() if kind.status == status}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}}
    answer: dict[str, Any] = {"description": said, "content": content}
    if status == 429:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return answer


def example_of(kind: ProblemType) -> dict[str, Any]:
    """A problem as it may look."""
    return {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning,
        "errors": [],
    }


def table() -> str:
    """The types of problems that these addresses answer with, for people."""
    rows = [
        f"| `{kind.uri}` | {kind.status} | {kind.title} |"
        for kind in problem_types()
        if kind.status in REASONS
    ]
    return ABOUT_PROBLEMS + "\n".join(rows)


@lru_cache(maxsize=1)
def document() -> bytes:
    """The whole description as JSON."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(schema, separators=(",", ":"), default=str).encode()
