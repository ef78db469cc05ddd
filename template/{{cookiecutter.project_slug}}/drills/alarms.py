"""Whether an alarm would ring now, asked of what the shop tells at this moment.

Prometheus itself keeps figures for hours; a drill has minutes, and one moment's figures. So only the alarms
are asked that compare figures of a moment with a number. The others have their tests in `deploy/prometheus`.
"""

import re
from pathlib import Path
from typing import Any

import yaml
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from drills.errors import DrillFailed
from drills.waiting import until
from shop.metrics.serving import registry

RULES = Path(__file__).resolve().parents[1] / "deploy/prometheus/rules"
WRITTEN = ("shop", "scaling")  # those of the promises are computed, and compare rates
# Counted where pages are read. The process of a drill reads from no replica.
ELSEWHERE = {"ReplicationLag"}
# `max(one) + max(another) > 5`: figures of a moment, and a number.
SIMPLE = re.compile(r"(?P<left>(?:(?:max|min)\(\w+\)(?: \+ )?)+) (?P<than>[<>]|==) (?P<right>[0-9.e]+)")


def first_that_rings(names: list[str]) -> str:
    """The first alarm of these that rings now; nothing, where none of them can be asked.

    Raises:
        DrillFailed: they can be asked, and none rings.
    """
    asked = [name for name in names if name in simple()]
    found = next((name for name in asked if rings(name)), "")
    if asked and not found:
        raise DrillFailed(f"No alarm rings of {', '.join(asked)}.")
    return found


def until_silent(names: list[str]) -> None:
    """Wait until none of these alarms rings that can be asked."""
    asked = [name for name in names if name in simple()]
    until(lambda: not any(map(rings, asked)), f"silence of {', '.join(asked)}")


def simple() -> dict[str, re.Match[str]]:
    """The alarms that can be asked, by name, with what they compare."""
    files: list[Any] = [yaml.safe_load((RULES / f"{name}.yml").read_text("utf-8")) for name in WRITTEN]
    groups = [group for file in files for group in file["groups"]]
    rules = [rule for group in groups for rule in group["rules"] if "alert" in rule]
    matched = {rule["alert"]: SIMPLE.fullmatch(rule["expr"]) for rule in rules}
    return {name: match for name, match in matched.items() if match and name not in ELSEWHERE}


def rings(name: str) -> bool:
    """Whether what an alarm waits for is so at this moment."""
    rule, told = simple()[name], figures()
    terms = re.findall(r"(max|min)\((\w+)\)", rule["left"])
    if any(not told.get(figure) for _, figure in terms):
        return False  # without a figure there is no alarm, as in Prometheus
    left = sum({"max": max, "min": min}[way](told[figure]) for way, figure in terms)
    right = float(rule["right"])
    return {">": left > right, "<": left < right, "==": left == right}[rule["than"]]


def figures() -> dict[str, list[float]]:
    """Every figure that the shop tells now, by name."""
    text = generate_latest(registry()).decode()
    found: dict[str, list[float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.value)
    return found
