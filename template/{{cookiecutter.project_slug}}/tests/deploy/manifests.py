"""The manifests as data, and what a cluster's own schemas say of them."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from kubernetes_validate import utils  # type: ignore[import-untyped]

from tests.deploy.release import ROOT

Document: TypeAlias = dict[str, Any]
FOLDER = ROOT / "deploy/kubernetes"
VERSIONS = ("1.36.0", "1.37.0")
# Kinds that Kubernetes does not know by itself: they must be installed, and are not validated here.
FOREIGN = {
    "ExternalSecret",
    "HTTPRoute",
    # {% if part("metrics") %}
    "PodMonitor",
    # {% endif %}
    "ScaledObject",
    "TriggerAuthentication",
}
# {% if reached("kubernetes.release") and part("metrics") %}
MADE = {"PrometheusRule"}  # of Prometheus' rule files, when a release is rendered
# {% elif reached("kubernetes.release") %}
MADE: set[str] = set()
# {% endif %}
# Kustomize's own, what only completes another, and what the API server reads by itself.
NO_WHOLE = {"authentication.yaml", "beside.yaml", "kustomization.yaml", "servers.yaml"}
DIGEST = "ghcr.io/example/shop@sha256:" + "0123456789abcdef" * 4


def documents(folder: Path) -> list[Document]:
    """All that a cluster may be told by files below a folder."""
    return [
        document
        for file in sorted(folder.rglob("*.yaml"))
        if file.name not in NO_WHOLE
        for document in read(file.read_text())
    ]


def read(text: str) -> Iterator[Document]:
    """Each document of a text."""
    return (document for document in yaml.safe_load_all(text) if document)


def rendered(overlay: str, image: str = DIGEST) -> "subprocess.CompletedProcess[str]":
    """What a cluster would be told."""
    return subprocess.run(
        [FOLDER / "release", "render", overlay, image], capture_output=True, text=True, check=False
    )


def faults(found: Iterable[Document]) -> list[str]:
    """What each version finds wrong, strictly. A kind that it does not know is a fault, too."""
    return [
        f"{version}: {document['kind']} {document['metadata']['name']}: {fault}"
        for document in found
        for version in VERSIONS
        for fault in faults_of(document, version)
    ]


def faults_of(document: Document, version: str) -> list[str]:
    """What one version finds wrong with one document."""
    try:
        utils.validate(document, version, strict=True)
    except (utils.ValidationError, utils.SchemaNotFoundError, utils.InvalidSchemaError) as error:
        return [error.message]
    return []


def of_kind(found: Iterable[Document], *kinds: str) -> dict[str, Document]:
    """Those of some kinds, by name."""
    return {one["metadata"]["name"]: one for one in found if one["kind"] in kinds}


def pod(document: Document) -> Document:
    """What a Deployment or a Job starts."""
    found: Document = document["spec"]["template"]["spec"]
    return found


def container(document: Document) -> Document:
    """Its one container."""
    (found,) = pod(document)["containers"]
    return dict(found)
