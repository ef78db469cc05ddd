"""The typed environment: what it reads, and what it says when something is wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, Stage, load_environment

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "secret_key": "x",
    "database_url": "postgres://shop:hunter2@localhost/shop",
    # {% if reached("real-services.valkey") %}
    "redis_url": "redis://:hunter2@localhost/0",
    # {% endif %}
}


def load(**values: Any) -> Environment:
    """An environment of these values alone, whatever files lie here; what must be set is set."""
    return load_environment(_env_file=None, **(NEEDED | values))


def test_production_is_what_happens_when_nobody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_ENV", raising=False)

    environment = load()

    assert environment.shop_env is Stage.PRODUCTION
    assert not environment.debug


def test_names_are_separated_by_commas() -> None:
    assert load(allowed_hosts="a.example, b.example,").allowed_hosts == ["a.example", "b.example"]


def test_every_wrong_value_is_named_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        load(shop_env="staging", log_level="LOUD")

    message = str(caught.value)
    assert "SHOP_ENV: Input should be 'development', 'test' or 'production'. Found 'staging'." in message
    assert "LOG_LEVEL" in message
    assert message.endswith(".env.example explains each of them.")


def test_a_missing_variable_says_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY: not set\. Signs sessions and tokens"):
        load_environment(_env_file=None)


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "")

    assert load().log_level == "INFO"


def test_a_misspelt_variable_in_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SECRET_KYE=x\n")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KYE: no such variable"):
        load_environment(_env_file=file)


def test_a_secret_never_stands_in_a_message() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        load(secret_key=["hunter2"], database_url="mysql://shop:hunter2@localhost/shop")

    assert "SECRET_KEY" in str(caught.value)
    assert "DATABASE_URL: Input should begin with postgres://" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_example_file_explains_every_variable_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()

    named = re.findall(r"^#?([A-Z_]+)=", example, flags=re.MULTILINE)

    assert sorted(named) == sorted(name.upper() for name in Environment.model_fields)


def test_the_example_file_shows_the_defaults() -> None:
    example = (ROOT / ".env.example").read_text()
    defaults = {
        "LOG_LEVEL": Environment.model_fields["log_level"].default,
        "ALLOWED_HOSTS": ",".join(Environment.model_fields["allowed_hosts"].default),
    }

    for name, default in defaults.items():
        assert f"#{name}={default}\n" in example
