"""A production store refuses what is unsafe."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.production import refuse_unsafe
from tests.config.test_environment import load

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "shop_env": "production",
    "secret_key": "q8Zr1xVn4Lk7Tb0yWc3Mf6Hj9Ds2Ga5Pe8Uo1Ri4Kt7Nv0Bx3Cz6",
    "allowed_hosts": "shop.test",
    "trusted_origins": "https://shop.test",
    "database_url": "postgres://shop:a-long-password@db.internal:5432/shop",
}


def test_a_safe_production_environment_starts() -> None:
    refuse_unsafe(load(**SAFE))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", "development-only-change-me"),
        ("secret_key", "django-insecure-4Lk7Tb0yWc3Mf6Hj9Ds2Ga5Pe8Uo1Ri4Kt7Nv0Bx3Cz6"),
        ("secret_key", "a" * 60),
        ("allowed_hosts", "*"),
        ("allowed_hosts", ""),
        ("trusted_origins", "http://shop.test"),
        ("database_url", "sqlite:///db.sqlite3"),
    ],
)
def test_an_unsafe_value_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=name.upper()) as caught:
        refuse_unsafe(load(**(SAFE | {name: value})))

    assert "Lk7Tb0yWc3" not in str(caught.value)


def test_development_may_use_the_example_values() -> None:
    refuse_unsafe(load(shop_env="development", secret_key="development-only-change-me", allowed_hosts="*"))


def test_the_whole_store_refuses_to_start_with_the_example_file() -> None:
    example = {"SHOP_ENV": "production", "SECRET_KEY": "development-only-change-me"}
    urls = {"DATABASE_URL": str(SAFE["database_url"]), "REDIS_URL": "redis://cache.internal:6379/0"}

    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=example | urls,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert "The store refuses to start in production:\n  SECRET_KEY:" in started.stderr


def test_django_finds_nothing_to_improve_in_a_safe_production_store() -> None:
    environment = {name.upper(): str(value) for name, value in SAFE.items()}

    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment | {"REDIS_URL": "redis://cache.internal:6379/0"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
