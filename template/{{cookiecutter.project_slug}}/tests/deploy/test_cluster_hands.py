"""What a cluster is told when somebody acts on one process."""

import tomllib

from deploy.release.target import NEEDED
from tests.deploy.release import ROOT

WHERE = ["--namespace", "{NAMESPACE}"]


def test_who_is_on_duty_has_these_words() -> None:
    target = tomllib.loads((ROOT / "deploy/targets/kubernetes.toml").read_text())

    assert {name: step["run"] for name, step in target.items() if name not in NEEDED} == {
        "status": ["kubectl", "get", "deployments,pods", *WHERE],
        "log": ["kubectl", "logs", *WHERE, "--tail", "50", "deployment/{SERVICE}"],
        "restart": ["kubectl", "rollout", "restart", *WHERE, "deployment/{SERVICE}"],
    }
