"""The API's description: valid, complete, and the same as what the API does."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from config.api_urls import v1
from shop.core.api.openapi import REASONS, document
from shop.core.api.problems import problem_types
from tests.core.api.contract import check, described

PATHS: dict[str, Any] = json.loads(document())["paths"]


def test_the_description_is_valid_and_leaves_nothing_open() -> None:
    out = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)

    assert json.loads(out.getvalue())["openapi"].startswith("3.1")


@pytest.mark.parametrize("media_type", ["application/json", "application/vnd.oai.openapi+json"])
def test_programs_read_it_from_the_api_itself(client: Client, media_type: str) -> None:
    answer = client.get("/api/v1/schema/", headers={"Accept": media_type})

    assert answer.headers["Content-Type"] == media_type
    assert answer.content == document()


def test_every_address_is_described() -> None:
    addresses = [pattern for pattern in v1 if pattern.name != "schema"]

    assert len(PATHS) == len(addresses)


@pytest.mark.parametrize("path", PATHS)
def test_every_operation_says_what_it_does_and_shows_an_answer(path: str) -> None:
    for operation in PATHS[path].values():
        (good,) = operation["responses"].keys() & {"200", "201"}
        content = operation["responses"][good]["content"]["application/json"]
        assert operation["summary"]
        assert operation["description"]
        assert content["examples"]
        for example in content["examples"].values():
            check(example["value"], content["schema"])


@pytest.mark.parametrize("path", PATHS)
def test_every_parameter_is_explained(path: str) -> None:
    for parameter in [one for operation in PATHS[path].values() for one in operation.get("parameters", [])]:
        assert "$ref" in parameter or parameter["in"] == "path" or parameter["description"]


def test_a_problem_is_described_once() -> None:
    problem = {"$ref": "#/components/schemas/Problem"}

    for status in (400, 405, 406, 429, 500):
        said = described("/api/v1/products/", status)
        assert said["content"]["application/problem+json"]["schema"] == problem


def test_every_type_of_problem_is_listed_where_people_look(client: Client) -> None:
    description = json.loads(document())["info"]["description"]
    page = client.get(reverse("api-problems")).content.decode()

    for kind in problem_types():
        assert (f"| `{kind.uri}` | {kind.status} |" in description) is (kind.status in REASONS)
        assert f'<tr id="{kind.code}">' in page


@pytest.mark.parametrize("name", ["api-docs", "api-problems"])
def test_pages_for_people_come_from_this_host_alone(client: Client, name: str) -> None:
    answer = client.get(reverse(name), headers={"Accept": "text/html"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "//" not in page
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "<script>" not in page
    for part in page.split('"'):
        if part.startswith("/static/"):
            assert finders.find(part.removeprefix("/static/")), part


def test_pages_for_people_are_not_for_programs(client: Client) -> None:
    answer = client.get(reverse("api-docs"), headers={"Accept": "application/json"})

    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
