"""The store's alarms, in Prometheus' own words: rules are right, and each comes and goes when it should."""

import shutil
from pathlib import Path

import pytest
import yaml

from tests.store.promtool import PROMETHEUS, promtool


def test_the_configuration_and_its_rules_are_right() -> None:
    checked = promtool("check", "config", "prometheus.yml")

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("SUCCESS: ") == 4 + 1


def test_each_alarm_comes_when_it_should_and_goes() -> None:
    tests = sorted(PROMETHEUS.glob("tests/*.yml"))
    tried = promtool("test", "rules", *tests)

    assert len(tests) == 4
    assert tried.returncode == 0, tried.stdout + tried.stderr


def test_an_alarm_that_never_comes_is_found(tmp_path: Path) -> None:
    place = tmp_path / "prometheus"
    shutil.copytree(PROMETHEUS, place)
    rules = place / "rules" / "shop.yml"
    told = yaml.safe_load(rules.read_text("utf-8"))
    alarms = told["groups"][0]["rules"]
    for alarm in alarms:
        alarm["expr"] = f"({alarm['expr']}) and vector(1) > 2"
    rules.write_text(yaml.safe_dump(told), "utf-8")

    tried = promtool("test", "rules", "tests/shop.yml", "tests/weeks.yml", place=place)

    assert tried.returncode == 1
    said = tried.stdout + tried.stderr
    assert [alarm["alert"] for alarm in alarms if f"alertname: {alarm['alert']}" not in said] == []


@pytest.mark.parametrize(
    ("view", "requests", "slow", "seconds"),
    [
        ("home", 0, 0, 0),  # nobody asks
        ("home", 60, 0, 0.285),
        ("home", 60, 60, 0.3 + 0.95 * 0.7),
        ("checkout", 60, 60, 0),  # a provider that is slow
    ],
)
def test_web_is_scaled_by_how_long_lists_take(
    tmp_path: Path, view: str, requests: int, slow: int, seconds: float
) -> None:
    scaled = yaml.safe_load((PROMETHEUS.parent / "kubernetes/components/latency/web.yaml").read_text("utf-8"))
    (query,) = [one["metadata"]["query"] for one in scaled["spec"]["triggers"] if one["type"] == "prometheus"]
    counts = {"0.3": requests - slow, "1": requests, "+Inf": requests}
    found = {
        "rule_files": ["rules.yml"],
        "tests": [
            {
                "interval": "15s",
                "input_series": [
                    {
                        "series": f'shop_request_seconds_bucket{{view="{view}",method="GET",le="{le}"}}',
                        "values": f"0+{count}x20",
                    }
                    for le, count in counts.items()
                ],
                "promql_expr_test": [
                    {
                        "expr": "asked",
                        "eval_time": "4m",
                        "exp_samples": [{"labels": "asked", "value": seconds}],
                    }
                ],
            }
        ],
    }
    rules = {"groups": [{"name": "scaling", "rules": [{"record": "asked", "expr": query}]}]}
    (tmp_path / "rules.yml").write_text(yaml.safe_dump(rules), "utf-8")
    (tmp_path / "test.yml").write_text(yaml.safe_dump(found), "utf-8")

    tried = promtool("test", "rules", "test.yml", place=tmp_path)

    assert tried.returncode == 0, tried.stdout + tried.stderr
