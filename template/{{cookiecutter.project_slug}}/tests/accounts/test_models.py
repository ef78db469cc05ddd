"""People sign in with an address, whatever its case."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from shop.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_however_they_type_their_address() -> None:
    made = User.objects.create_user("Ada@Example.com", "correct horse battery")

    assert authenticate(username="ada@EXAMPLE.com", password="correct horse battery") == made


def test_an_address_belongs_to_one_person() -> None:
    User.objects.create_user("ada@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ADA@example.com")


def test_the_database_refuses_an_address_in_capitals() -> None:
    with pytest.raises(IntegrityError, match="user_email_in_small_letters"), transaction.atomic():
        User.objects.bulk_create([User(email="Ada@example.com")])


def test_a_person_without_a_password_cannot_sign_in_with_one() -> None:
    made = User.objects.create_user("ada@example.com")

    assert not made.has_usable_password()


def test_a_superuser_may_enter_the_admin() -> None:
    assert User.objects.create_superuser("root@example.com", "correct horse battery").is_staff


def test_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")
