"""Anybody may ask which release answers, and gets that alone."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.environment import load_environment


def test_the_release_is_told_and_not_kept(client: Client, settings: Any) -> None:
    settings.RELEASE = "abc1234"

    answer = client.get("/health/version")

    assert answer.json() == {"release": "abc1234"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_release_that_is_no_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="RELEASE: String should match pattern"):
        load_environment(release="<script>")
