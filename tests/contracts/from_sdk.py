"""What Stripe's own client says of test clocks, which the published files leave out.

Those files were made from the same client: its classes say what is sent, and what comes back.
"""

import types
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin

from stripe import RequestOptions, StripeObject
from stripe.params import test_helpers as params
from stripe.test_helpers import TestClock

PATH = "/v1/test_helpers/test_clocks"
OPERATIONS = {
    f"POST {PATH}": params.TestClockCreateParams,
    f"GET {PATH}": params.TestClockListParams,
    f"GET {PATH}/{{test_clock}}": params.TestClockRetrieveParams,
    f"DELETE {PATH}/{{test_clock}}": params.TestClockDeleteParams,
    f"POST {PATH}/{{test_clock}}/advance": params.TestClockAdvanceParams,
}
WORDS = {str: "string", int: "integer", bool: "boolean", types.NoneType: "null"}


@cache
def requests() -> dict[str, Any]:
    """Operations, and what each takes, as the published file would have them."""
    named = {operation: {"params": each.__name__} for operation, each in OPERATIONS.items()}
    return {"x-operations": named, "$defs": {each.__name__: taken(each) for each in OPERATIONS.values()}}


@cache
def objects() -> dict[str, Any]:
    """Kinds of objects, as the published file would have them."""
    return {TestClock.OBJECT_NAME: shown(TestClock)}


def taken(each: Any) -> dict[str, Any]:
    """The schema of what an operation takes. Nothing else may be sent."""
    own = {
        name: kind
        for name, kind in each.__annotations__.items()
        if name not in RequestOptions.__annotations__
    }
    needed = [name for name, kind in own.items() if get_origin(kind) is not NotRequired]
    return {**an_object({name: schema(kind) for name, kind in own.items()}), "required": needed}


def shown(each: type[StripeObject]) -> dict[str, Any]:
    """The schema of what comes back. What may be nothing may be left out."""
    fields = {
        name: schema(kind)
        for name, kind in each.__annotations__.items()
        if not name.startswith("_") and name != "OBJECT_NAME"
    }
    needed = [name for name, one in fields.items() if {"type": "null"} not in one.get("anyOf", [])]
    return {**an_object(fields), "required": needed}


def an_object(fields: dict[str, Any]) -> dict[str, Any]:
    """An object with these fields and no others."""
    return {"type": "object", "properties": fields, "additionalProperties": False}


def schema(kind: Any) -> dict[str, Any]:
    """The schema of one type."""
    inner = get_args(kind)
    if get_origin(kind) in {NotRequired, Required}:
        return schema(inner[0])
    if get_origin(kind) is Literal:
        return {"enum": list(inner)}
    if get_origin(kind) in {Union, types.UnionType}:
        return {"anyOf": [schema(one) for one in inner]}
    if get_origin(kind) is list:
        return {"type": "array", "items": schema(inner[0])}
    if isinstance(kind, type) and issubclass(kind, StripeObject):
        return shown(kind)
    return {"type": WORDS[kind]}
