"""What the manifests say, held to what the shop does."""

import re
import shutil
from typing import Any

import pytest

from config.environment import SECRETS, Environment
from config.settings.tasks import CELERY_TASK_TIME_LIMIT
from shop.core.probes import QUESTIONS
from shop.webhooks.sending import DEADLINE
from tests.deploy.manifests import (
    DIGEST,
    FOLDER,
    FOREIGN,
    # {% if reached("kubernetes.release") %}
    MADE,
    # {% endif %}
    container,
    documents,
    faults,
    of_kind,
    pod,
    read,
    rendered,
)
from tests.deploy.release import ROOT

ALL = documents(FOLDER)
SERVING = of_kind(ALL, "Deployment")
STARTED = SERVING | of_kind(ALL, "Job")
OURS = {name: one for name, one in STARTED.items() if container(one)["image"] == "shop"}
SEVERAL = {name for name, one in SERVING.items() if one["spec"].get("replicas") != 1}
SETTLED = re.search(r"^graceful_timeout = (\d+)$", (ROOT / "deploy/gunicorn.py").read_text(), re.MULTILINE)


def named(document: Any) -> str:
    """By which label it is chosen."""
    return str(document["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"])


def test_two_versions_of_kubernetes_find_nothing_wrong() -> None:
    assert faults(one for one in ALL if one["kind"] not in FOREIGN) == []


def test_what_is_foreign_is_named() -> None:
    strangers = {one["kind"] for one in ALL if any("find schema" in fault for fault in faults([one]))}

    assert strangers == FOREIGN


def test_a_word_too_many_would_be_found() -> None:
    web = SERVING["web"]
    wrong = {**web, "spec": {**web["spec"], "replica": 3}}

    assert len(faults([wrong])) == 2


def test_each_entry_point_is_started_by_its_script() -> None:
    scripts = {path.name for path in (ROOT / "deploy/bin").iterdir()}
    told = " ".join(file.read_text() for file in FOLDER.rglob("*.yaml"))

    assert set(OURS) <= scripts
    assert {name: container(one)["command"][0] for name, one in OURS.items()} == {
        name: f"deploy/bin/{name}" for name in OURS
    }
    assert [name for name in scripts if not re.search(rf"deploy/bin/{name}\b", told)] == []


@pytest.mark.parametrize("name", sorted(STARTED))
def test_nobody_has_a_right_that_they_do_not_need(name: str) -> None:
    inside, box = pod(STARTED[name]), container(STARTED[name])

    assert inside["automountServiceAccountToken"] is False
    assert inside["serviceAccountName"] == "shop"
    assert inside["securityContext"]["runAsNonRoot"] is True
    assert inside["securityContext"]["runAsUser"] > 100
    assert inside["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert box["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(box["resources"]["requests"]) == {"cpu", "memory"}
    assert set(box["resources"]["limits"]) == {"memory"}


def test_the_platform_waits_longer_than_the_shop_takes() -> None:
    waits = {name: pod(one)["terminationGracePeriodSeconds"] for name, one in STARTED.items()}
    asleep = container(SERVING["web"])["lifecycle"]["preStop"]["sleep"]["seconds"]

    assert SETTLED
    assert waits["web"] >= asleep + int(SETTLED[1]) + 5
    assert waits["worker"] >= CELERY_TASK_TIME_LIMIT + 5
    assert waits["webhooks"] >= DEADLINE + 5


def test_probes_ask_what_they_should() -> None:
    web = container(SERVING["web"])
    asked = {name: web[name]["httpGet"]["path"] for name in web if name.endswith("Probe")}

    assert asked == {
        "startupProbe": "/health/live",
        "readinessProbe": "/health/ready",
        "livenessProbe": "/health/live",
    }
    assert set(asked.values()) == set(QUESTIONS)
    for name in ("worker", "beat", "relay", "webhooks"):
        box = container(SERVING[name])
        minutes = int(box["livenessProbe"]["exec"]["command"][1])
        assert box["env"] == [{"name": "ALIVE_FILE", "value": "/tmp/alive"}]  # noqa: S108 - in the container
        assert box["livenessProbe"]["initialDelaySeconds"] >= 60 * minutes


def test_secrets_are_files_and_nothing_secret_stands_here() -> None:
    for one in OURS.values():
        mounts = {mount["name"]: mount["mountPath"] for mount in container(one)["volumeMounts"]}
        assert mounts["secrets"] == str(SECRETS)
        assert "valueFrom" not in str(container(one))
    assert of_kind(ALL, "Secret") == {}
    for file in FOLDER.glob("overlays/*/shop.env"):
        told = {line.partition("=")[0].lower() for line in file.read_text().splitlines()}
        assert told <= set(Environment.model_fields)
        assert [name for name in told if "Secret" in str(Environment.model_fields[name].annotation)] == []


def test_whoever_serves_may_lose_one_at_a_time() -> None:
    budgets = of_kind(ALL, "PodDisruptionBudget")

    assert {name: named(one) for name, one in budgets.items()} == {name: name for name in SEVERAL}
    assert {one["spec"]["maxUnavailable"] for one in budgets.values()} == {1}


def test_two_of_each_are_on_two_machines() -> None:
    for name in SEVERAL:
        spread = pod(SERVING[name])["topologySpreadConstraints"]
        assert spread[0]["topologyKey"] == "kubernetes.io/hostname"
        assert {each["labelSelector"]["matchLabels"]["app.kubernetes.io/name"] for each in spread} == {name}


def test_only_who_asks_the_internet_reaches_it() -> None:
    reach = {
        name
        for name, one in STARTED.items()
        if one["spec"]["template"]["metadata"]["labels"].get("shop/reaches") == "internet"
    }
    policies = of_kind(ALL, "NetworkPolicy")

    assert reach == {"web", "worker", "webhooks"}
    assert policies["nothing"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert policies["internet"]["spec"]["podSelector"]["matchLabels"] == {"shop/reaches": "internet"}
    assert "169.254.0.0/16" in policies["internet"]["spec"]["egress"][0]["to"][0]["ipBlock"]["except"]


def test_health_is_not_for_everybody() -> None:
    first, *_, last = of_kind(ALL, "HTTPRoute")["shop"]["spec"]["rules"]

    assert {match["path"]["value"] for match in first["matches"]} == set(QUESTIONS)
    assert "backendRefs" not in first
    assert last["filters"][0]["requestHeaderModifier"]["set"] == [
        {"name": "X-Forwarded-Proto", "value": "https"}
    ]


# {% if reached("kubernetes.release") %}
@pytest.mark.parametrize("overlay", ["production", "staging"])
def test_what_the_cluster_is_told_is_valid(overlay: str) -> None:
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is not here: https://kubernetes.io/docs/tasks/tools/")

    told = rendered(overlay)
    found = list(read(told.stdout))

    assert (told.returncode, told.stderr) == (0, "")
    assert faults(one for one in found if one["kind"] not in FOREIGN | MADE) == []
    assert {container(of_kind(found, "Deployment")[name])["image"] for name in OURS if name != "migrate"} == {
        DIGEST
    }
    assert {one["metadata"]["labels"]["shop/when"] for one in found} == {"before", "serving"}
    assert list(of_kind(found, "Job")) == ["migrate-0123456789ab"]
# {% endif %}
