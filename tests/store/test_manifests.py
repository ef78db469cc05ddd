"""What a cluster is told, rendered by the real kubectl: all kinds, also those that the store leaves out."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.kubectl import kubectl
from tests.store.promtool import promtool
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
            "tests/deploy/test_cluster_access.py",
            "tests/deploy/test_cluster_metrics.py",
            "tests/deploy/test_cluster_pooler.py",
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

    assert len(found) == {"production": 10, "staging": 4}[overlay]
    assert faults == []


def test_the_pooler_s_secret_is_what_the_schema_says(
    store: Path, tools: dict[str, str], tmp_path: Path
) -> None:
    schema = Draft7Validator(json.loads((FOREIGN / "ExternalSecret.json").read_text()))
    shutil.copytree(store / "deploy", tmp_path / "deploy")
    overlay = tmp_path / "deploy/kubernetes/overlays/production/kustomization.yaml"
    overlay.write_text(
        overlay.read_text().replace("components:\n", "components:\n  - ../../components/pooler\n")
    )

    found = [one for one in told(tmp_path, tools, "production") if one["kind"] == "ExternalSecret"]

    assert {one["metadata"]["name"] for one in found} == {"shop", "shop-pooled"}
    assert [error.message for one in found for error in schema.iter_errors(one)] == []


def test_a_word_that_a_foreign_schema_does_not_know_is_found(store: Path, tools: dict[str, str]) -> None:
    schema = Draft7Validator(json.loads((FOREIGN / "ScaledObject.json").read_text()))
    for scaled in [one for one in told(store, tools, "production") if one["kind"] == "ScaledObject"]:
        scaled["spec"]["maxReplicas"] = 10

        assert len(list(schema.iter_errors(scaled))) == 1


def test_what_the_api_server_reads_is_what_its_reference_says(store: Path) -> None:
    schema = Draft7Validator(json.loads((FOREIGN / "AuthenticationConfiguration.json").read_text()))
    told = yaml.safe_load((store / "deploy/kubernetes/access/authentication.yaml").read_text())
    wrong = {**told, "jwt": [{**told["jwt"][0], "claimRules": []}]}

    assert [error.message for error in schema.iter_errors(told)] == []
    assert len(list(schema.iter_errors(wrong))) == 1


@pytest.mark.parametrize("overlay", ["production", "staging"])
def test_what_whoever_ships_may_do_is_valid(store: Path, tools: dict[str, str], overlay: str) -> None:
    folder = store / "deploy/kubernetes/access" / overlay
    done = subprocess.run(
        ["kubectl", "kustomize", folder], env=tools, capture_output=True, text=True, check=False
    )
    found = [one for one in yaml.safe_load_all(done.stdout) if one]

    assert (done.returncode, done.stderr) == (0, "")
    assert {one["kind"] for one in found} == {"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"}
    (binding,) = [one for one in found if one["kind"] == "RoleBinding"]
    assert [who["name"] for who in binding["subjects"]] == [f"release:{overlay}"]


def test_the_alarms_of_a_cluster_are_rules_that_prometheus_takes(
    store: Path, tools: dict[str, str], tmp_path: Path
) -> None:
    found = [one for one in told(store, tools, "production") if one["kind"] == "PrometheusRule"]
    for one in found:
        file = tmp_path / f"{one['metadata']['name']}.yml"
        file.write_text(yaml.safe_dump(one["spec"]))

        checked = promtool("check", "rules", file)

        assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(found) == 3


def test_shellcheck_finds_nothing_wrong(store: Path) -> None:
    command = [Path(sys.executable).parent / "shellcheck", store / "deploy/kubernetes/release"]

    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stdout) == (0, "")
