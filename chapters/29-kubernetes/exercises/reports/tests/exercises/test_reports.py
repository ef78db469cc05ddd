"""A look at the background work each night, by the cluster."""

from typing import Any

import pytest
import yaml

from tests.deploy.manifests import FOLDER, faults, read

PROCESSES = FOLDER / "base/processes"
RIGHTS = FOLDER / "access/rights/here.yaml"


@pytest.fixture
def job() -> dict[str, Any]:
    """The CronJob."""
    file = PROCESSES / "reports.yaml"
    assert file.exists(), "There is no reports.yaml yet."
    (found,) = read(file.read_text())
    return found


def test_two_versions_find_nothing_wrong(job: dict[str, Any]) -> None:
    assert (job["kind"], job["metadata"]["name"]) == ("CronJob", "reports")
    assert faults([job]) == []


def test_it_is_named_beside_the_others() -> None:
    assert "reports.yaml" in yaml.safe_load((PROCESSES / "kustomization.yaml").read_text())["resources"]


def test_it_looks_each_night_and_never_twice_at_once(job: dict[str, Any]) -> None:
    said = job["spec"]

    assert (said["schedule"], said["timeZone"]) == ("0 3 * * *", "Etc/UTC")
    assert said["concurrencyPolicy"] == "Forbid"


def test_a_look_that_fails_is_not_repeated_and_ends(job: dict[str, Any]) -> None:
    run = job["spec"]["jobTemplate"]["spec"]

    assert (run["backoffLimit"], run["activeDeadlineSeconds"]) == (0, 600)
    assert run["template"]["spec"]["restartPolicy"] == "Never"


def test_it_has_the_rights_of_the_others_and_none_more(job: dict[str, Any]) -> None:
    template = job["spec"]["jobTemplate"]["spec"]["template"]
    (relay,) = read((PROCESSES / "relay.yaml").read_text())
    theirs, ours = relay["spec"]["template"]["spec"], template["spec"]
    (box,), (model,) = ours["containers"], theirs["containers"]

    assert ours["securityContext"] == theirs["securityContext"]
    assert (ours["serviceAccountName"], ours["automountServiceAccountToken"]) == ("shop", False)
    for same in ("image", "securityContext", "volumeMounts", "envFrom"):
        assert box[same] == model[same]
    assert box["command"] == ["python", "manage.py", "tasks"]
    assert "shop/reaches" not in template["metadata"]["labels"]


def test_a_release_may_apply_it_and_not_delete_it() -> None:
    role, _ = read(RIGHTS.read_text())
    rights = [set(rule["verbs"]) for rule in role["rules"] if "cronjobs" in rule["resources"]]

    assert rights == [{"get", "create", "patch"}]
