"""Where the sandbox does not run, and that production runs without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.refusing import RefusesToRun, refuse_real_money
from tests.sandboxes import ROOT


@pytest.mark.parametrize("stage", ["production", "", "staging"])
def test_it_runs_in_development_and_tests_and_nowhere_else(stage: str) -> None:
    with pytest.raises(RefusesToRun, match="which nobody has paid"):
        refuse_real_money({"SHOP_ENV": stage})


def test_forgetting_to_say_the_stage_is_production() -> None:
    with pytest.raises(RefusesToRun, match="SHOP_ENV is `production`"):
        refuse_real_money({})


def test_a_key_for_real_money_is_refused_and_not_repeated() -> None:
    with pytest.raises(RefusesToRun, match="a live key in STRIPE_SECRET_KEY") as refusal:
        refuse_real_money({"SHOP_ENV": "development", "STRIPE_SECRET_KEY": "sk_live_hunter2"})

    assert "hunter2" not in str(refusal.value)


def test_the_command_says_it_in_three_lines_and_fails() -> None:
    started = subprocess.run(
        [sys.executable, "-m", "sandbox", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "SHOP_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (started.returncode, started.stdout) == (1, "")
    assert started.stderr.count("\n") == 3
    assert "Found: SHOP_ENV is `production`.\n" in started.stderr


def test_a_production_shop_starts_where_the_sandbox_does_not_lie(tmp_path: Path) -> None:
    packages = {each.parent.name for each in ROOT.glob("*/__init__.py")} - {"local", "sandbox", "tests"}
    for name in packages:
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "manage.py", tmp_path)
    environment = {
        "SHOP_ENV": "production",
        "SECRET_KEY": "q8Zr1xVn4Lk7Tb0yWc3Mf6Hj9Ds2Ga5Pe8Uo1Ri4Kt7Nv0Bx3Cz6",
        "ALLOWED_HOSTS": "shop.test",
        "DATABASE_URL": "postgres://shop:a-long-password@db.internal:5432/shop",
        "REDIS_URL": "redis://cache.internal:6379/0",
    }

    checked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
