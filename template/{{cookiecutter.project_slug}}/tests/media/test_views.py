"""Uploaded files over HTTP: in development only, and never guessed at by a browser."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client


@pytest.fixture
def url() -> str:
    """Where a file is that was uploaded."""
    return default_storage.url(default_storage.save("images/ab/cd.jpg", ContentFile(b"\xff\xd8\xff")))


def test_in_development_a_picture_is_sent_as_what_it_is(client: Client, settings: Any, url: str) -> None:
    settings.DEBUG = True

    answer = client.get(url)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.getvalue() == b"\xff\xd8\xff"


def test_elsewhere_django_sends_no_uploaded_file(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("path", ["/media/../manage.py", "/media/images/%2e%2e/%2e%2e/manage.py"])
def test_no_path_leads_out_of_the_folder(client: Client, settings: Any, path: str) -> None:
    settings.DEBUG = True

    assert client.get(path).status_code == 400


def test_the_folder_is_not_listed(client: Client, settings: Any, url: str) -> None:
    settings.DEBUG = True

    assert client.get("/media/images/").status_code == 404
