"""Mail comes from an address that somebody reads."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, environment
from config.production import refuse_unsafe
from tests.config.test_environment import load
from tests.config.test_production import SAFE


def test_development_has_an_address_without_being_asked() -> None:
    assert Environment.model_fields["support_email"].default == "hello@example.com"


def test_what_is_no_address_is_refused_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SUPPORT_EMAIL: .*Found 'nobody'"):
        load(support_email="nobody")


def test_mail_comes_from_it() -> None:
    assert settings.DEFAULT_FROM_EMAIL == getattr(environment, "support_email", None)


def test_production_refuses_the_placeholder() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"refuses to start in production:\s+SUPPORT_EMAIL"):
        refuse_unsafe(load(**(SAFE | {"support_email": "hello@example.com"})))


def test_production_starts_with_an_address_of_its_own() -> None:
    refuse_unsafe(load(**(SAFE | {"support_email": "help@shop.test"})))
