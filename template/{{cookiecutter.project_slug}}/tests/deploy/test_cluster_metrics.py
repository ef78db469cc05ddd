"""Who counts in a cluster is asked, and how many serve is decided once."""

import re
import shutil
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from local.processes import HOST, free_port
from shop.metrics.answering import PORT
from shop.metrics.instruments import FAST, REQUESTS
from shop.metrics.slo import PROMISES
from tests.deploy.manifests import FOLDER, Document, container, documents, of_kind, pod, read, rendered
from tests.deploy.release import environment
from tests.metrics.test_slots import counter, counts
from tests.workers.crew import ROOT
from tests.workers.desk import PATIENCE

COMPONENTS = FOLDER / "components"
COUNTING = {"web", "worker", "relay", "webhooks"}
(SCALED,) = of_kind(documents(COMPONENTS / "latency"), "ScaledObject").values()


def told(overlay: str) -> list[Document]:
    """What a cluster is told, where there is a `kubectl` to say it."""
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is not here: https://kubernetes.io/docs/tasks/tools/")
    return list(read(rendered(overlay).stdout))


def ports(document: Document) -> dict[str, int]:
    """The ports of a pod, by name."""
    boxes = [*pod(document)["containers"], *pod(document).get("initContainers", [])]
    return {port["name"]: port["containerPort"] for box in boxes for port in box.get("ports", [])}


def test_what_stands_beside_tells_what_was_counted_and_needs_nothing_for_it(tmp_path: Path) -> None:
    port = free_port()
    with counter(tmp_path) as one, counter(tmp_path) as other:
        counts(one, 3)
        counts(other, 4)
    script = ROOT / "deploy/bin/counts"

    with subprocess.Popen(
        [script, tmp_path, f"--host={HOST}", f"--port={port}"], env={"PATH": environment({})["PATH"]}
    ) as process:
        text = asked(port, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

    assert "\nshop_stock_refusals_total 7.0\n" in text


def asked(port: int, process: "subprocess.Popen[bytes]") -> str:
    """What Prometheus is told, as soon as somebody listens."""
    while process.poll() is None:
        line = HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            line.request("GET", "/metrics")
            return line.getresponse().read().decode()
        except ConnectionRefusedError:
            continue
        finally:
            line.close()
    raise AssertionError(f"it ended with {process.returncode}")


def test_it_knows_neither_the_framework_nor_the_settings() -> None:
    code = "import sys, shop.metrics.beside; print({name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "prometheus_client" in done.stdout
    assert "'django'" not in done.stdout
    assert "'config'" not in done.stdout


@pytest.mark.parametrize("overlay", ["production", "staging"])
def test_who_counts_has_a_folder_and_somebody_who_tells(overlay: str) -> None:
    serving = of_kind(told(overlay), "Deployment")

    for name in COUNTING:
        box, (beside,) = container(serving[name]), pod(serving[name])["initContainers"]
        assert {"name": "METRICS_FOLDER", "value": "/run/metrics"} in box["env"]
        assert {"name": "counts", "mountPath": "/run/metrics"} in box["volumeMounts"]
        assert beside["restartPolicy"] == "Always"
        assert beside["command"] == ["deploy/bin/counts", "/run/metrics"]
        assert beside["image"] == box["image"]
        assert beside["securityContext"] == box["securityContext"]
        assert set(beside["resources"]["limits"]) == {"memory"}
    assert {name for name, one in serving.items() if ports(one).get("metrics") == PORT} == COUNTING | {
        "metrics"
    }


def test_prometheus_asks_all_of_them_and_may() -> None:
    asked = documents(COMPONENTS / "metrics")
    (monitor,) = of_kind(asked, "PodMonitor").values()
    (policy,) = of_kind(asked, "NetworkPolicy").values()

    assert monitor["spec"]["selector"] == policy["spec"]["podSelector"]
    assert set(monitor["spec"]["selector"]["matchExpressions"][0]["values"]) == COUNTING | {"metrics"}
    assert policy["spec"]["ingress"][0]["ports"] == [{"protocol": "TCP", "port": PORT}]
    assert monitor["spec"]["podMetricsEndpoints"][0]["relabelings"] == [
        {"targetLabel": "job", "replacement": "shop"}
    ]
    assert 'job="shop"' in (ROOT / "deploy/prometheus/rules/shop.yml").read_text()


def test_production_has_all_alarms_and_staging_wakes_nobody() -> None:
    files = {file.stem: file for file in (ROOT / "deploy/prometheus/rules").glob("*.yml")}
    found = {
        overlay: {name: one["spec"] for name, one in of_kind(told(overlay), "PrometheusRule").items()}
        for overlay in ("production", "staging")
    }

    assert found["production"] == {name: next(read(file.read_text("utf-8"))) for name, file in files.items()}
    assert found["staging"] == {}


@pytest.mark.parametrize(("overlay", "kinds"), [
    ("production", {"web": ["ScaledObject"], "worker": ["ScaledObject"]}),
    ("staging", {"web": ["HorizontalPodAutoscaler"]}),
])  # fmt: skip
def test_how_many_is_decided_by_one(overlay: str, kinds: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for one in told(overlay):
        if target := one.get("spec", {}).get("scaleTargetRef"):
            found.setdefault(target["name"], []).append(one["kind"])

    assert found == kinds


def test_both_autoscalers_of_web_have_the_same_bounds_and_pace() -> None:
    (other,) = of_kind(documents(FOLDER / "base"), "HorizontalPodAutoscaler").values()
    spec = SCALED["spec"]

    assert (spec["minReplicaCount"], spec["maxReplicaCount"]) == (
        other["spec"]["minReplicas"],
        other["spec"]["maxReplicas"],
    )
    assert spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"] == other["spec"]["behavior"]


def test_it_looks_at_what_is_counted_and_at_what_is_promised() -> None:
    (trigger,) = [one for one in SCALED["spec"]["triggers"] if one["type"] == "prometheus"]
    query = trigger["metadata"]["query"]
    (chosen,) = re.findall(r"\{(view=[^}]+)\}", query)

    assert f"{next(iter(REQUESTS.describe())).name}_bucket" in query
    assert chosen in PROMISES.read_text()
    assert float(trigger["metadata"]["threshold"]) in FAST
    assert trigger["metricType"] == "Value"
