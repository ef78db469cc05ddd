"""What `deploy/compose/prepare` makes: secrets that production starts with, made once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.release import ROOT

PREPARE = "deploy/compose/prepare"
NAMES = [
    "database_url",
    "email_url",
    # {% if reached("scaling.pooler") %}
    "pooled_database_url",
    "pooler_users",
    # {% endif %}
    "postgres_password",
    "secret_key",
    "stripe_secret_key",
    "webhook_secrets",
]


def prepare(folder: Path) -> str:
    """Run it for a folder; gives what it said."""
    done = subprocess.run([PREPARE, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def secrets(folder: Path) -> dict[str, str]:
    """What it made, by name."""
    return {file.name: file.read_text() for file in sorted((folder / "secrets").iterdir())}


def test_a_store_starts_with_them(tmp_path: Path) -> None:
    prepare(tmp_path)
    told = (tmp_path / "shop.env").read_text().splitlines()
    variables = dict(line.split("=", 1) for line in told if line and not line.startswith("#"))
    made = secrets(tmp_path)
    ours = {name.upper(): value for name, value in made.items() if name != "postgres_password"}
    servers = {"REDIS_URL": "redis://cache:6379/0", "BROKER_URL": "redis://queues:6379/0"}

    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**variables, **ours, **servers, "SHOP_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
    assert list(made) == NAMES
    assert made["database_url"] == f"postgres://shop:{made['postgres_password']}@postgres:5432/shop"


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    before = secrets(tmp_path)

    assert prepare(tmp_path) == ""
    assert secrets(tmp_path) == before


def test_what_only_others_know_stays_empty_and_is_told(tmp_path: Path) -> None:
    said = prepare(tmp_path).splitlines()

    empty = [name for name, value in secrets(tmp_path).items() if not value]
    assert empty == ["email_url", "stripe_secret_key", "webhook_secrets"]
    assert [line for line in said if "empty" in line] == [
        f"secrets/{name}: made, and empty; you know what belongs there" for name in empty
    ]


def test_two_hosts_share_none(tmp_path: Path) -> None:
    for host in ("one", "two"):
        (tmp_path / host).mkdir()
        prepare(tmp_path / host)

    one, two = secrets(tmp_path / "one"), secrets(tmp_path / "two")
    assert [name for name in one if one[name] and one[name] == two[name]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_container_may_read_a_file_and_others_not_reach_it(tmp_path: Path, name: str) -> None:
    prepare(tmp_path)

    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "secrets" / name).stat().st_mode & 0o777 == 0o444
