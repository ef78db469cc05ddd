"""What a cluster is told when an overlay has the pooler, and whether PostgreSQL has sessions for all."""

import re
import shutil
import subprocess
from math import ceil
from pathlib import Path

import pytest
import yaml

from tests.deploy.manifests import (
    DIGEST,
    FOLDER,
    FOREIGN,
    MADE,
    Document,
    container,
    documents,
    faults,
    of_kind,
    pod,
    read,
)
from tests.deploy.release import ROOT

LINE = "../../components/pooler"
OURS = documents(FOLDER / "components" / "pooler")
POOLER = of_kind(OURS, "Deployment")["pooler"]
SIZES = (ROOT / "deploy/pgbouncer/sizes.ini").read_text("utf-8")
EVERYWHERE = {"Namespace", "PriorityClass"}  # they lie in no namespace
# Who holds sessions past the pooler, and how many each.
PAST = {"worker": 2, "beat": 1, "relay": 1, "webhooks": 1, "metrics": 1}


@pytest.fixture(params=["production", "staging"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> list[Document]:
    """What a cluster is told with one line more in its overlay, the first, so that others come after it."""
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is not here: https://kubernetes.io/docs/tasks/tools/")
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    overlay = tmp_path / "deploy/kubernetes/overlays" / request.param / "kustomization.yaml"
    chosen = yaml.safe_load(overlay.read_text())
    chosen["components"] = [LINE, *chosen.get("components", [])]
    overlay.write_text(yaml.safe_dump(chosen))
    done = subprocess.run(
        [tmp_path / "deploy/kubernetes/release", "render", request.param, DIGEST],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return list(read(done.stdout))


def size(name: str) -> int:
    """One of the pooler's sizes."""
    (found,) = re.findall(rf"^{name} = (\d+)$", SIZES, re.MULTILINE)
    return int(found)


def secret_of(document: Document) -> str:
    """Which secret a process reads as files."""
    (found,) = [volume["secret"]["secretName"] for volume in pod(document)["volumes"] if "secret" in volume]
    return str(found)


def test_it_is_valid_and_in_one_namespace(told: list[Document]) -> None:
    assert faults(one for one in told if one["kind"] not in FOREIGN | MADE) == []
    assert {one["metadata"]["labels"]["shop/when"] for one in told} == {"before", "serving"}
    assert len({one["metadata"]["namespace"] for one in told if one["kind"] not in EVERYWHERE}) == 1


def test_web_goes_there_and_nobody_else(told: list[Document]) -> None:
    serving = of_kind(told, "Deployment", "Job")
    pooled = {"name": "DATABASE_POOLED", "value": "yes"}
    ours = {name: one for name, one in serving.items() if container(one)["image"] == DIGEST}

    assert [name for name, one in ours.items() if pooled in container(one).get("env", [])] == ["web"]
    assert {secret_of(one) for name, one in ours.items() if name != "web"} == {"shop"}
    assert secret_of(serving["web"]) == "shop-pooled"


# {% if part("metrics") %}
def test_web_is_told_where_to_count_as_well(told: list[Document]) -> None:
    web = of_kind(told, "Deployment")["web"]

    assert sorted(each["name"] for each in container(web)["env"]) == ["DATABASE_POOLED", "METRICS_FOLDER"]


# {% endif %}
def test_web_s_secret_is_the_others_with_another_address(told: list[Document]) -> None:
    secrets = of_kind(told, "ExternalSecret")
    shop, pooled = secrets["shop"]["spec"], secrets["shop-pooled"]["spec"]

    assert pooled["dataFrom"] == shop["dataFrom"]
    assert pooled["secretStoreRef"] == shop["secretStoreRef"]
    assert pooled["target"]["template"]["mergePolicy"] == "Merge"
    (exchanged,) = pooled["target"]["template"]["data"].items()
    assert (exchanged[0], exchanged[1].strip("{} ")) == ("database_url", ".pooled_database_url")


def test_it_reads_the_files_that_ship_and_one_key(told: list[Document]) -> None:
    deployment = of_kind(told, "Deployment")["pooler"]
    (volume,) = pod(deployment)["volumes"]
    files, users = volume["projected"]["sources"]
    there = of_kind(told, "ConfigMap")[files["configMap"]["name"]]["data"]

    assert there == {
        name: (ROOT / "deploy/pgbouncer" / name).read_text("utf-8") for name in ("pgbouncer.ini", "sizes.ini")
    }
    assert users["secret"] == {"name": "shop", "items": [{"key": "pooler_users", "path": "users.txt"}]}
    assert container(deployment)["volumeMounts"][0]["mountPath"] == "/etc/pgbouncer"


def test_its_names_are_those_that_the_files_say() -> None:
    text = (ROOT / "deploy/pgbouncer/pgbouncer.ini").read_text("utf-8")
    services = of_kind(OURS, "Service")
    (port,) = container(POOLER)["ports"]

    assert "host=postgres port=5432" in text
    assert services["postgres"]["spec"]["type"] == "ExternalName"
    assert f"listen_port = {port['containerPort']}\n" in text
    assert services["pooler"]["spec"]["ports"] == [
        {"name": "postgres", "port": 6432, "targetPort": port["name"]}
    ]


def test_it_is_the_program_that_one_host_runs() -> None:
    told = (ROOT / "deploy/compose/pooled.yaml").read_text("utf-8")

    assert f"image: {container(POOLER)['image']}\n" in told


def test_web_reaches_it_and_nobody_else_does() -> None:
    policies = of_kind(OURS, "NetworkPolicy")
    web = [{"podSelector": {"matchLabels": {"app.kubernetes.io/name": "web"}}}]
    there = [{"podSelector": {"matchLabels": {"app.kubernetes.io/name": "pooler"}}}]
    port = [{"protocol": "TCP", "port": 6432}]

    assert policies["pooler"]["spec"]["podSelector"] == there[0]["podSelector"]
    assert policies["pooler"]["spec"]["ingress"] == [{"from": web, "ports": port}]
    assert policies["to-pooler"]["spec"]["podSelector"] == web[0]["podSelector"]
    assert policies["to-pooler"]["spec"]["egress"] == [{"to": there, "ports": port}]


def test_it_has_time_to_let_transactions_end() -> None:
    (words,) = [container(POOLER)["lifecycle"]["preStop"]["exec"]["command"][-1]]
    asleep, patient = map(int, re.findall(r"sleep (\d+)", words))

    assert patient >= size("idle_transaction_timeout")
    assert pod(POOLER)["terminationGracePeriodSeconds"] >= asleep + patient
    assert POOLER["spec"]["minReadySeconds"] >= patient  # then the next one goes


# {% if reached("performance.servers") %}
def test_postgresql_has_sessions_for_all_pools_and_for_all_others() -> None:
    text = (ROOT / "deploy/postgres/postgresql.conf").read_text("utf-8")
    (most,) = re.findall(r"^max_connections = (\d+)$", text, re.MULTILINE)
    told = re.search(r"(\d+) - (\d+) for superusers - (\d+) for workers and their like leaves (\d+)", SIZES)
    assert told
    all_of_them, superusers, others, left = map(int, told.groups())
    update = POOLER["spec"]["strategy"]["rollingUpdate"]
    # Whoever is told to end holds its sessions until it has, and is not counted by the cluster any more.
    at_most = POOLER["spec"]["replicas"] + update["maxSurge"] + update["maxUnavailable"]

    assert all_of_them == int(most)
    assert left == all_of_them - superusers - others
    assert at_most * size("max_db_connections") <= left
    assert size("default_pool_size") + size("reserve_pool_size") <= size("max_db_connections")


# {% endif %}
def test_the_others_need_no_more_than_is_kept_for_them() -> None:
    kept = re.search(r"- (\d+) for workers", SIZES)
    found = documents(FOLDER)
    most = {name: one["spec"].get("replicas", 1) for name, one in of_kind(found, "Deployment").items()}
    most = {name: count for name, count in most.items() if name in PAST}
    most["worker"] = of_kind(found, "ScaledObject")["worker"]["spec"]["maxReplicaCount"]
    surge = {name: ceil(count / 4) for name, count in most.items()}  # what a release adds meanwhile
    migration = 1

    assert kept
    assert "--concurrency 2" in (ROOT / "deploy/bin/worker").read_text()
    assert sum((most[name] + surge[name]) * PAST[name] for name in most) + migration <= int(kept[1])
