"""The settings as a whole: every concern takes part, and Django has nothing to say against them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

CONCERNS = Path(__file__).resolve().parents[2] / "config" / "settings"


def test_every_concern_is_part_of_the_settings() -> None:
    written = {file.stem for file in CONCERNS.glob("*.py")} - {"__init__"}
    read = (CONCERNS / "__init__.py").read_text()

    assert {name for name in written if f"from config.settings.{name} import *" not in read} == set()


def test_django_finds_nothing_to_complain_about() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    call_command("makemigrations", check_changes=True, verbosity=0)


@pytest.mark.django_db
def test_an_address_that_nobody_has_is_not_found(client: Client) -> None:
    assert client.get("/no-such-page").status_code == 404
