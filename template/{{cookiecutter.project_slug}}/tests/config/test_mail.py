"""Through whom mail is sent, and what production refuses."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.production import refuse_unsafe
from config.settings.mail import sent_through
from tests.config.test_environment import load
from tests.config.test_production import SAFE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp+tls://shop:a%2Fb@mail.test:587", ("smtp", "mail.test", 587, "shop", "a/b", True, False)),
        ("smtps://shop:word@mail.test:465", ("smtp", "mail.test", 465, "shop", "word", False, True)),
        ("smtp://localhost:25", ("smtp", "localhost", 25, "", "", False, False)),
        ("console:", ("console", "localhost", 25, "", "", False, False)),
    ],
)
def test_one_address_says_through_whom_mail_is_sent(address: str, expected: tuple[Any, ...]) -> None:
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")

    found = sent_through(address)

    assert (found["EMAIL_BACKEND"].split(".")[-2], *(found[f"EMAIL_{name}"] for name in names)) == expected


def test_mails_can_be_written_into_a_folder() -> None:
    assert sent_through("file:///tmp/the%20mails")["EMAIL_FILE_PATH"] == "/tmp/the mails"  # noqa: S108


@pytest.mark.parametrize("address", ["console:", "file:///tmp/mails", "smtp://mail.internal:25"])
def test_production_refuses_what_sends_nothing_or_in_the_clear(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL: sends nothing, or in the clear"):
        refuse_unsafe(load(**SAFE, email_url=address))


@pytest.mark.parametrize("address", ["", "smtp://localhost:25", "smtp+tls://a:b@mail.internal:587"])
def test_production_accepts_this_machine_and_what_is_encrypted(address: str) -> None:
    refuse_unsafe(load(**SAFE, email_url=address))


def test_another_scheme_is_explained_without_the_password() -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL: Input should begin with smtp://") as caught:
        load(**SAFE, email_url="imap://shop:hunter2@mail.internal")

    assert "hunter2" not in str(caught.value)
