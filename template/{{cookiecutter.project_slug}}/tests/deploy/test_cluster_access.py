"""How a release comes to the cluster: who says who it is, and what it then may do."""

import base64
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from local.processes import HOST
from tests.deploy.manifests import FOLDER, MADE, documents, of_kind
from tests.deploy.release import ROOT

ACCESS = FOLDER / "access"
AUTHENTICATION = yaml.safe_load((ACCESS / "authentication.yaml").read_text())
# What GitHub says of a job: https://docs.github.com/actions/reference/openid-connect-reference
CLAIMS = {"repository_id", "ref", "job_workflow_ref", "environment"}
(ROLE,) = of_kind(documents(ACCESS), "Role").values()
(FAR,) = of_kind(documents(ACCESS), "ClusterRole").values()
EVERYWHERE = {"Namespace", "PriorityClass"}
ENDS = 1_900_000_000


def token(audience: str) -> str:
    """What GitHub would say; nobody here looks at its signature."""
    claims = json.dumps({"aud": audience, "exp": ENDS}).encode()
    return ".".join(["e30", base64.urlsafe_b64encode(claims).decode().rstrip("="), "signed"])


class Answers(BaseHTTPRequestHandler):
    """Plays GitHub for who asks for a token, and a cluster for all others. Who came is kept."""

    came: list[str | None]

    def do_GET(self) -> None:
        """Answer."""
        asked = urlsplit(self.path)
        self.came.append(self.headers["Authorization"])
        audience = parse_qs(asked.query).get("audience", [""])[0]
        body = {"value": token(audience)} if asked.path == "/token" else {"major": "1", "minor": "37"}
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def played(certificate: Path | None = None) -> Iterator[tuple[int, list[str | None]]]:
    """Such a server inside a `with` block: its port, and who came."""
    came: list[str | None] = []
    handler = type("Own", (Answers,), {"came": came})
    with ThreadingHTTPServer((HOST, 0), handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_suffix(".key"))
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port, came
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, and its key beside it."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here")
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    words = ["-subj", "/CN=cluster", "-addext", f"subjectAltName=IP:{HOST}", "-days", "2"]
    command = ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", *words]
    subprocess.run(
        [*command, "-out", file, "-keyout", file.with_suffix(".key")], check=True, capture_output=True
    )
    return file


def program(*words: str | Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run it with no other variables than these."""
    return subprocess.run(
        [sys.executable, "-m", "deploy.release.cluster", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_who_comes_is_said_for_one_cluster_and_for_some_minutes() -> None:
    cluster = "https://cluster.example.com:6443"
    with played() as (port, came):
        said = program(
            "token",
            CLUSTER_SERVER=cluster,
            ACTIONS_ID_TOKEN_REQUEST_URL=f"http://{HOST}:{port}/token?api-version=2",
            ACTIONS_ID_TOKEN_REQUEST_TOKEN="of-this-job",
        )

    assert (said.returncode, said.stderr) == (0, "")
    assert json.loads(said.stdout) == {
        "apiVersion": "client.authentication.k8s.io/v1",
        "kind": "ExecCredential",
        "status": {"token": token(cluster), "expirationTimestamp": "2030-03-17T17:46:40Z"},
    }
    assert came == ["Bearer of-this-job"]


def test_kubectl_says_who_comes_and_the_file_has_no_secret(certificate: Path, tmp_path: Path) -> None:
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is not here: https://kubernetes.io/docs/tasks/tools/")
    file = tmp_path / "cluster.json"
    with played() as (github, _), played(certificate) as (port, came):
        cluster = f"https://{HOST}:{port}"
        written = program("configure", file, CLUSTER_SERVER=cluster, CLUSTER_CA=certificate.read_text())
        asked = subprocess.run(
            ["kubectl", "get", "--raw", "/version"],
            env={
                "PATH": os.environ["PATH"],
                "KUBECONFIG": str(file),
                "ACTIONS_ID_TOKEN_REQUEST_URL": f"http://{HOST}:{github}/token?",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "of-this-job",
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    assert (written.returncode, written.stderr) == (0, "")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert set(came) == {f"Bearer {token(cluster)}"}  # on a busy machine it asks twice
    assert "of-this-job" not in file.read_text()
    assert token(cluster) not in file.read_text()


@pytest.mark.parametrize(
    ("variables", "what"),
    [
        ({}, "CLUSTER_SERVER is no address of a cluster.\nFound: nothing."),
        (
            {"CLUSTER_SERVER": "http://cluster"},
            "CLUSTER_SERVER is no address of a cluster.\nFound: `http://cluster`.",
        ),
        ({"CLUSTER_SERVER": "https://cluster"}, "CLUSTER_CA is no certificate.\nFound: nothing."),
        (
            {"CLUSTER_SERVER": "https://cluster", "CLUSTER_CA": "LS0tLS1CRUdJ"},
            "CLUSTER_CA is no certificate.\nFound: 12 characters that are not PEM.",
        ),
    ],
)
def test_a_value_that_is_missing_or_wrong_is_named(
    variables: dict[str, str], what: str, tmp_path: Path
) -> None:
    said = program("configure", tmp_path / "cluster.json", **variables)

    assert said.returncode == 2
    assert said.stderr.startswith(f"{what}\nDo: set it to ")
    assert list(tmp_path.iterdir()) == []


def test_outside_of_a_job_nobody_says_who_comes() -> None:
    said = program("token", CLUSTER_SERVER="https://cluster")

    assert said.returncode == 2
    assert "id-token: write" in said.stderr


def test_the_cluster_believes_one_repository_one_branch_and_one_workflow() -> None:
    (issuer,) = AUTHENTICATION["jwt"]
    rules = " ".join(rule["expression"] for rule in issuer["claimValidationRules"])
    said = f"{rules} {issuer['claimMappings']['username']['expression']}"

    assert issuer["issuer"]["url"] == "https://token.actions.githubusercontent.com"
    assert set(re.findall(r"claims\.(\w+)", said)) == CLAIMS
    assert (ROOT / re.findall(r'"/(\.github/\S+)@"', rules)[0]).exists()


def test_whom_it_believes_is_whom_the_bindings_name() -> None:
    (issuer,) = AUTHENTICATION["jwt"]
    bindings = of_kind(documents(ACCESS), "RoleBinding", "ClusterRoleBinding").values()
    named = {who["name"] for one in bindings for who in one["subjects"]}
    environments = {file.name for file in (FOLDER / "overlays").iterdir()}

    assert issuer["claimMappings"]["username"]["expression"] == '"release:" + claims.environment'
    assert named == {f"release:{name}" for name in environments}
    assert {file.parent.name for file in ACCESS.glob("*/kustomization.yaml")} == environments | {"rights"}
    for name in environments:
        told = yaml.safe_load((ACCESS / name / "kustomization.yaml").read_text())
        other = yaml.safe_load((FOLDER / "overlays" / name / "kustomization.yaml").read_text())
        assert told["namespace"] == other["namespace"]


def test_a_release_may_do_what_it_does_and_nothing_else() -> None:
    folders = [FOLDER / name for name in ("base", "components", "overlays")]
    kinds = {one["kind"]: group(one) for folder in folders for one in documents(folder)}
    kinds |= {"ConfigMap": ""} | dict.fromkeys(MADE, "monitoring.coreos.com")
    applied = {(there, plural(kind)) for kind, there in kinds.items() if kind not in EVERYWHERE}
    allowed = {
        (rule["apiGroups"][0], what): rule["verbs"] for rule in ROLE["rules"] for what in rule["resources"]
    }

    assert set(allowed) == applied
    assert all({"get", "create", "patch"} <= set(verbs) for verbs in allowed.values())
    assert [what for what, verbs in allowed.items() if "delete" in verbs] == [("batch", "jobs")]
    assert {verb for rule in FAR["rules"] for verb in rule["verbs"]} == {"get"}


def test_what_is_everywhere_is_named() -> None:
    found = of_kind(documents(FOLDER / "base"), "PriorityClass")
    told = {rule["resources"][0]: set(rule["resourceNames"]) for rule in FAR["rules"]}

    assert told["priorityclasses"] == set(found)
    assert told["namespaces"] == {
        yaml.safe_load(file.read_text())["namespace"] for file in FOLDER.glob("overlays/*/kustomization.yaml")
    }


def group(document: Any) -> str:
    """The API group of a kind."""
    found: str = document["apiVersion"]
    return found.rpartition("/")[0]


def plural(kind: str) -> str:
    """How rights name a kind."""
    word = kind.lower()
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("s") else f"{word}s"
