"""Whoever wants the time asks the shop's one clock, and the linter knows it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(source: str, path: str) -> subprocess.CompletedProcess[str]:
    """What ruff says of a source, as if it lay at a path of the store."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--output-format=concise",
            f"--stdin-filename={path}",
            "-",
        ],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )


SECOND_CLOCKS = {
    "django": "from django.utils import timezone\n\nOPENED = timezone.now()\n",
    "python": "from datetime import UTC, datetime\n\nOPENED = datetime.now(UTC)\n",
}


@pytest.mark.parametrize("source", SECOND_CLOCKS.values(), ids=SECOND_CLOCKS.keys())
def test_a_second_clock_is_refused(source: str) -> None:
    said = lint(source, "shop/orders/services.py")

    assert said.returncode == 1
    assert "TID251" in said.stdout


def test_the_refusal_says_whom_to_ask() -> None:
    assert "shop.core.clock" in lint(SECOND_CLOCKS["django"], "shop/orders/services.py").stdout


def test_the_clock_itself_may_ask() -> None:
    source = (ROOT / "shop/core/clock.py").read_text(encoding="utf-8")

    assert lint(source, "shop/core/clock.py").returncode == 0


def test_tests_may_make_any_moment_they_need() -> None:
    assert lint(SECOND_CLOCKS["python"], "tests/orders/test_services.py").returncode == 0
