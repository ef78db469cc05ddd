"""From what the shop promises to the rules that watch it. Each number stands once, in slo.toml.

The method is Google's: https://sre.google/workbook/alerting-on-slos/
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "prometheus"
PROMISES = DEPLOY / "slo.toml"
RULES = DEPLOY / "rules" / "slo.yml"
HEAD = """\
# Made of slo.toml by `python manage.py slo_rules --write`. Change that file, and never this one.
groups:
  - name: slo
    rules:
"""


def rules() -> str:
    """All rules: what is late now, the share of errors in each window, and three alarms for each promise."""
    read = tomllib.loads(PROMISES.read_text(encoding="utf-8"))
    promises, burns = read["slo"], read["burn"]
    windows = sorted({burn[length] for burn in burns for length in ("long", "short")}, key=seconds)
    lines = [HEAD]
    for promise in promises:
        lines.append(record("slo:budget:ratio", f"vector({budget_of(promise):.6g})", slo=promise["name"]))
        lines += late(promise)
        lines += [line for window in windows for line in ratio(promise, window)]
        lines += [line for burn in burns for line in alarm(promise, burn)]
    return "".join(lines)


def late(promise: Mapping[str, Any]) -> Iterator[str]:
    """Record whether something is late, where that is what counts."""
    if "late" in promise:
        yield record("slo:late:bool", promise["late"], slo=promise["name"])


def ratio(promise: Mapping[str, Any], window: str) -> Iterator[str]:
    """Record which share was bad in a window."""
    if "late" in promise:
        share = f"avg_over_time({series('slo:late:bool', slo=promise['name'])}[{window}])"
    else:
        bad, everything = (promise[part].replace("$window", window) for part in ("bad", "all"))
        # Nothing bad at all is a share of none, as long as somebody asked.
        share = f"(({bad}) or 0 * ({everything})) / ({everything})"
    yield record("slo:errors:ratio", share, slo=promise["name"], window=window)


def alarm(promise: Mapping[str, Any], burn: Mapping[str, Any]) -> Iterator[str]:
    """Say when so much of the budget goes so fast. The short window ends it soon after it is over."""
    name, most = promise["name"], f"{burn['factor'] * budget_of(promise):.6g}"
    # Without its window, it is one alarm and the same, whichever rule says it.
    over = " and ".join(
        f"max by (slo) ({series('slo:errors:ratio', slo=name, window=burn[length])}) > {most}"
        for length in ("long", "short")
    )
    yield (
        f"      - alert: ErrorBudgetBurn\n        expr: {quoted(over)}\n"
        f"        labels: {labelled(slo=name, speed=burn['speed'], severity=burn['severity'])}\n"
        f"        annotations:\n          summary: {quoted('Not kept: ' + promise['says'])}\n"
        f"          impact: {quoted(promise['impact'])}\n          runbook: {promise['runbook']}\n"
    )


def budget_of(promise: Mapping[str, Any]) -> float:
    """Which share may be bad."""
    return float(1 - promise["objective"] / 100)


def record(name: str, expression: str, **labels: str) -> str:
    """One rule that records."""
    return (
        f"      - record: {name}\n        expr: {quoted(expression)}\n        labels: {labelled(**labels)}\n"
    )


def labelled(**labels: str) -> str:
    """Labels as a rule gives them."""
    return "{" + ", ".join(f"{label}: {value}" for label, value in labels.items()) + "}"


def series(name: str, **labels: str) -> str:
    """A figure, narrowed by its labels."""
    return name + "{" + ",".join(f'{label}="{value}"' for label, value in labels.items()) + "}"


def quoted(text: str) -> str:
    """A text as YAML has it, whatever is in it."""
    return "'" + text.replace("'", "''") + "'"


def seconds(window: str) -> int:
    """How long `5m`, `6h` or `3d` are."""
    return int(window[:-1]) * {"m": 60, "h": 3600, "d": 86400}[window[-1]]
