"""In which order a cluster is told of a release. In place of `kubectl` a script keeps what it was told."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from deploy.release.target import NEEDED
from tests.deploy.manifests import DIGEST, FOLDER
from tests.deploy.release import ROOT

NOTES = """#!/bin/sh
echo "$@" >> {notes}
case "$*" in {fails}) exit 1 ;; esac
"""
JOB = "migrate-0123456789ab"


def released(what: str, image: str, folder: Path, fails: str = "nothing") -> tuple[int, list[str], str]:
    """What it ends with, what it told the cluster, and what it said to people."""
    notes, tool = folder / "notes", folder / "kubectl"
    tool.write_text(NOTES.format(notes=notes, fails=fails))
    tool.chmod(0o755)
    done = subprocess.run(
        [FOLDER / "release", what, "staging", image],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = notes.read_text().splitlines() if notes.exists() else []
    return done.returncode, [verb(line) for line in told], done.stderr


def verb(line: str) -> str:
    """What was asked for, without the names of passing files."""
    words = [word for word in line.split() if ".release-" not in word and word != "--filename"]
    return " ".join(words).replace("--namespace shop-staging ", "")


def test_the_migration_is_waited_for(tmp_path: Path) -> None:
    code, told, _ = released("migrate", DIGEST, tmp_path)

    assert code == 0
    assert told == [
        "kustomize",
        f"delete job {JOB} --ignore-not-found",
        "apply --selector shop/when=before",
        f"wait --for=condition=Complete --timeout=900s job/{JOB}",
    ]


def test_a_migration_that_fails_ends_the_release(tmp_path: Path) -> None:
    code, told, _ = released("migrate", DIGEST, tmp_path, fails="*wait*")

    assert (code, len(told)) == (1, 4)


def test_serving_touches_no_database_and_waits_for_all(tmp_path: Path) -> None:
    code, told, _ = released("serve", DIGEST, tmp_path)

    assert code == 0
    assert told == [
        "kustomize",
        "apply --selector shop/when=serving",
        *[
            f"rollout status deployment/{name} --timeout=300s"
            for name in ("web", "worker", "beat", "relay", "webhooks")
        ],
    ]


def test_what_serves_now_is_asked_for_without_an_image(tmp_path: Path) -> None:
    code, told, _ = released("current", "", tmp_path)

    assert (code, told) == (
        0,
        ["get deployment web --ignore-not-found --output jsonpath={.spec.template.spec.containers[0].image}"],
    )


def test_the_pipeline_has_these_words() -> None:
    target = tomllib.loads((ROOT / "deploy/targets/kubernetes.toml").read_text())

    assert {name: target[name]["run"][:2] for name in NEEDED} == {
        "current": ["deploy/kubernetes/release", "current"],
        "fetch": ["deploy/kubernetes/release", "render"],
        "migrate": ["deploy/kubernetes/release", "migrate"],
        "activate": ["deploy/kubernetes/release", "serve"],
    }
    assert target["migrate"]["timeout"] > 900


@pytest.mark.parametrize("image", ["ghcr.io/example/shop:latest", "shop", "ghcr.io/example/shop@sha256:12"])
def test_an_image_without_a_digest_is_refused(tmp_path: Path, image: str) -> None:
    code, told, said = released("serve", image, tmp_path)

    assert (code, told) == (64, [])
    assert said.splitlines()[1] == f"Found: {image}"


def test_nothing_stays_behind(tmp_path: Path) -> None:
    released("serve", DIGEST, tmp_path, fails="*apply*")

    assert list(FOLDER.glob(".release-*")) == []
