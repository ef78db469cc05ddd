"""Where the published contracts lie, and how a form is held against one of them."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shopwright.store import ROOT
from tests.contracts import from_sdk

CONTRACTS = Path(os.environ.get("SHOPWRIGHT_CONTRACTS") or ROOT.parent / "shared" / "contracts")
missing = pytest.mark.skipif(
    not CONTRACTS.is_dir(),
    reason=f"no published contracts at {CONTRACTS}; SHOPWRIGHT_CONTRACTS names the folder that holds them",
)


@cache
def read(name: str) -> Any:
    """Read a published file."""
    return json.loads((CONTRACTS / name).read_text("utf-8"))


@cache
def requests() -> dict[str, Any]:
    """Give all that can be asked of Stripe."""
    published, more = read("stripe/requests.schema.json"), from_sdk.requests()
    return {
        **published,
        **{name: {**published[name], **more[name]} for name in ("x-operations", "$defs")},
    }


@cache
def objects() -> dict[str, Any]:
    """Give all kinds of things that Stripe answers with."""
    return {**read("stripe/objects.schema.json")["$defs"], **from_sdk.objects()}


def operation_of(method: str, path: str) -> str:
    """Give the published operation of a call, such as `POST /v1/refunds`."""
    known = requests()["x-operations"]
    for name in known:
        verb, _, pattern = name.partition(" ")
        if verb == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path):
            literal = f"{method} {path}"
            return literal if literal in known else name
    raise AssertionError(f"Stripe publishes no operation {method} {path}.")


def request_problems(method: str, path: str, form: Iterable[tuple[str, str]]) -> list[str]:
    """Say what is wrong with a request, after Stripe's own words; nothing, if it conforms."""
    published = requests()
    params = published["x-operations"][operation_of(method, path)]["params"]
    schema = {"$ref": f"#/$defs/{params}", "$defs": published["$defs"]}
    given = typed(tree(form), published["$defs"][params], published["$defs"])
    return problems(schema, given)


def object_problems(thing: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with an object, after Stripe's own words; lists and events, all the way down."""
    if thing["object"] == "list":
        return [problem for each in thing["data"] for problem in object_problems(each)]
    published = objects()
    kind = {**published[thing["object"]], "$defs": published}
    if thing.get("deleted"):
        kind["required"] = ["id", "object", "deleted"]
    found = problems(kind, thing)
    if unknown := set(thing) - set(published[thing["object"]]["properties"]):
        found.append(f"{thing['object']}: no field {', '.join(sorted(unknown))} is published")
    inner = [thing["data"]["object"]] if thing["object"] == "event" else []
    inner += [
        each for each in thing.values() if isinstance(each, dict) and str(each.get("object")) in published
    ]
    return found + [problem for each in inner for problem in object_problems(each)]


def problems(schema: Mapping[str, Any], instance: object) -> list[str]:
    """Say where an instance breaks a schema."""
    errors = Draft202012Validator(schema).iter_errors(instance)
    return [f"{'.'.join(map(str, error.absolute_path)) or 'top'}: {error.message[:300]}" for error in errors]


def tree(form: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Make a tree of a bracketed form. Written a second time on purpose: the sandbox has its own."""
    found: dict[str, Any] = {}
    for name, value in form:
        *steps, last = re.findall(r"[^\[\]]+", name)
        place = found
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
    return found


def typed(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Any:
    """Turn a form's words into what a schema expects there, where they can be that."""
    for choice in schema.get("anyOf", []):
        if isinstance(value, str) == (choice.get("type") in {"string", "integer", "number", "boolean"}):
            return typed(value, choice, defs)
    if "$ref" in schema:
        return typed(value, defs[schema["$ref"].rpartition("/")[2]], defs)
    if not isinstance(value, dict):
        return word(value, schema.get("type", ""))
    if schema.get("type") == "array":
        return [typed(each, schema["items"], defs) for each in value.values()]
    known = schema.get("properties", {})
    return {name: typed(each, known.get(name, {}), defs) for name, each in value.items()}


def word(value: str, kind: str) -> str | int | bool:
    """Turn one word into a number or a truth value, where it can be that and is to be."""
    if kind == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "boolean" and value in {"true", "false"}:
        return value == "true"
    return value
