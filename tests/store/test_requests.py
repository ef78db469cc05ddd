"""What the manifests keep free for a process is what it was measured to take, and pages tell the same."""

import json
import re
from typing import Any

import pytest
import yaml

from shopwright.store import ROOT, generate

MEASURED = {
    figure["what"].partition(":")[0]: figure["value"]
    for figure in json.loads((ROOT / "benchmarks/results/processes.json").read_text("utf-8"))["figures"]
    if figure["unit"] == "MB"
}
TELLING = [
    "chapters/29-kubernetes/lesson.md",
    "docs/articles/how-to-containerize-and-deploy-a-django-e-commerce-backend-to-kubernetes-with-best-practices.md",
]
NAMES = ["web", "worker", "beat", "relay", "webhooks", "metrics"]
WORDS = (
    r"web (?:takes|took) (\d+) MB, the worker (\d+), beat (\d+), relay (\d+),\s+webhooks\s+(\d+)"
    r" and metrics (\d+)"
)


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The containers of all manifests, by name."""
    store = generate({"preset": "everything"}, tmp_path_factory.mktemp("store"))
    found: dict[str, Any] = {}
    for file in (store / "deploy/kubernetes").rglob("*.yaml"):
        for document in yaml.safe_load_all(file.read_text("utf-8")):
            found |= {box["name"]: box["resources"] for box in started(document)}
    return found


def started(document: Any) -> list[Any]:
    """The containers of a Deployment, and those that a patch puts beside them."""
    if isinstance(document, list):
        return [box for one in document if one["path"].endswith("/initContainers") for box in one["value"]]
    if document["kind"] != "Deployment":
        return []
    containers: list[Any] = document["spec"]["template"]["spec"]["containers"]
    return containers


def megabytes(told: str) -> int:
    """How many MiB a quantity says."""
    match = re.fullmatch(r"(\d+)Mi", told)
    assert match, told
    return int(match[1])


@pytest.mark.parametrize("name", MEASURED)
def test_a_request_holds_what_was_measured_and_not_much_more(name: str, boxes: dict[str, Any]) -> None:
    kept = megabytes(boxes[name]["requests"]["memory"])

    assert MEASURED[name] < kept < 2.5 * MEASURED[name]
    assert megabytes(boxes[name]["limits"]["memory"]) == 2 * kept


@pytest.mark.parametrize("page", TELLING)
def test_a_page_tells_what_was_measured(page: str) -> None:
    told = re.search(WORDS, (ROOT / page).read_text("utf-8"))

    assert told, page
    assert [int(number) for number in told.groups()] == [round(MEASURED[name]) for name in NAMES]
