"""A store whose tables are behind its code must not get customers."""

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_store_with_all_its_tables_says_so(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["parts"].get("migrations") == "ok"


def test_a_store_is_not_ready_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="accounts", name="0001_user").delete()

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "ok", "cache": "ok", "migrations": "down"}
