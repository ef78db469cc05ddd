"""Rules speak of figures that there are, and every alarm is tried.

Whether an alarm comes when it should, `promtool test rules deploy/prometheus/tests/*.yml` says.
"""

import re
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from shop.metrics.slo import DEPLOY, PROMISES, RULES, rules
from tests.metrics.figures import NAMES, told

yaml: Any = import_module("yaml")  # it comes with pre-commit, without types


def read(file: Path) -> Any:
    """What a file of YAML says."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def rules_of(name: str) -> list[dict[str, Any]]:
    """All rules of a file."""
    return [rule for group in read(DEPLOY / "rules" / f"{name}.yml")["groups"] for rule in group["rules"]]


# {% if reached("scaling.alarms") %}
WRITTEN = ("scaling", "shop", "slo")
# {% else %}
WRITTEN = ("shop", "slo")
# {% endif %}
ALARMS = [rule for name in WRITTEN for rule in rules_of(name) if "alert" in rule]
RECORDED = {rule["record"] for rule in rules_of("slo") if "record" in rule}


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_queues")
def test_every_figure_in_a_rule_is_told() -> None:
    asked = [
        (rule.get("alert") or rule["record"], rule["expr"]) for name in WRITTEN for rule in rules_of(name)
    ]
    known = told() | RECORDED

    unknown = {
        f"{where}: {name}" for where, query in asked for name in NAMES.findall(query) if name not in known
    }

    # {% if reached("scaling.alarms") %}
    assert len(asked) == 62
    # {% else %}
    assert len(asked) == 58
    # {% endif %}
    assert unknown == set()


def test_every_alarm_says_what_it_means_and_what_to_do() -> None:
    for alarm in ALARMS:
        told = alarm["annotations"]
        assert set(told) == {"summary", "impact", "runbook"}
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", told["runbook"]), alarm["alert"]
        assert alarm["labels"]["severity"] in ("page", "ticket")


def test_every_alarm_has_a_test_in_which_it_comes_and_goes() -> None:
    tried: dict[str, list[int]] = {}
    for file in (DEPLOY / "tests").glob("*.yml"):
        for test in read(file)["tests"]:
            key = test["name"]
            tried[key] = [len(one["exp_alerts"]) for one in test["alert_rule_test"]]

    names = {alarm["labels"].get("slo", alarm["alert"]) for alarm in ALARMS}
    assert set(tried) == names
    assert {name for name, counts in tried.items() if counts[0] or counts[-1] or not max(counts)} == set()


def test_the_rules_of_the_promises_are_those_that_are_made_of_them() -> None:
    out = StringIO()
    call_command("slo_rules", stdout=out)

    assert RULES.read_text(encoding="utf-8") == rules() == out.getvalue()
    assert PROMISES.read_text(encoding="utf-8").count("[[slo]]") == 4


def test_the_rules_are_written_where_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "slo.yml"
    monkeypatch.setattr("shop.metrics.management.commands.slo_rules.RULES", elsewhere)

    call_command("slo_rules", "--write", stdout=StringIO())

    assert elsewhere.read_text(encoding="utf-8") == rules()
