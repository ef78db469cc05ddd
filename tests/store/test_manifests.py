"""What a cluster is told, rendered by the real kubectl: all kinds, also those that the store leaves out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.kubectl import kubectl
from tests.store.shops import finished

FOREIGN = Path(__file__).parent / "foreign"
IMAGE = "ghcr.io/example/shop@sha256:" + "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment, with kubectl in it."""
    return {**os.environ, "PATH": f"{kubectl(tmp_path_factory.mktemp('tools'))}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished store, with the environment that its tests use."""
    return finished(tmp_path_factory.mktemp("store"))


def told(store: Path, tools: dict[str, str], overlay: str) -> Iterator[dict[str, Any]]:
    """What a cluster is told."""
    done = subprocess.run(
        [store / "deploy/kubernetes/release", "render", overlay, IMAGE],
        env=tools,
        capture_output=True,
        text=True,
        check=True,
    )
    return (document for document in yaml.safe_load_all(done.stdout) if document)


def test_the_stores_own_tests_skip_nothing_where_kubectl_is(store: Path, tools: dict[str, str]) -> None:
    done = subprocess.run(
        [
            store / ".venv/bin/pytest",
            "-q",
            "tests/deploy/test_manifests.py",
            "tests/deploy/test_cluster_metrics.py",
        ],
        cwd=store,
        env=tools,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("overlay", ["production", "staging"])
def test_kinds_of_others_are_what_their_schemas_say(store: Path, tools: dict[str, str], overlay: str) -> None:
    schemas = {file.stem: Draft7Validator(json.loads(file.read_text())) for file in FOREIGN.glob("*.json")}
    found = [one for one in told(store, tools, overlay) if one["kind"] in schemas]

    faults = [error.message for one in found for error in schemas[one["kind"]].iter_errors(one)]

    assert len(found) == {"production": 7, "staging": 4}[overlay]
    assert faults == []


def test_a_word_that_a_foreign_schema_does_not_know_is_found(store: Path, tools: dict[str, str]) -> None:
    schema = Draft7Validator(json.loads((FOREIGN / "ScaledObject.json").read_text()))
    for scaled in [one for one in told(store, tools, "production") if one["kind"] == "ScaledObject"]:
        scaled["spec"]["maxReplicas"] = 10

        assert len(list(schema.iter_errors(scaled))) == 1


def test_shellcheck_finds_nothing_wrong(store: Path) -> None:
    command = [Path(sys.executable).parent / "shellcheck", store / "deploy/kubernetes/release"]

    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stdout) == (0, "")
