"""Who may see people in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from shop.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """A customer; tests make them more."""
    return User.objects.create_user("ada@example.com", "correct horse battery", full_name="Ada Lovelace")


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("admin:accounts_user_changelist"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


def test_a_customer_is_asked_to_sign_in_as_somebody_else(client: Client, person: User) -> None:
    client.force_login(person)

    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 302


def test_staff_without_the_right_are_refused(client: Client, person: User) -> None:
    person.is_staff = True
    person.save()
    client.force_login(person)

    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403


def test_staff_with_the_right_find_people_by_name(client: Client, person: User) -> None:
    person.is_staff = True
    person.save()
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(person)

    answer = client.get(reverse("admin:accounts_user_changelist"), {"q": "lovelace"})

    assert answer.status_code == 200
    assert b"ada@example.com" in answer.content


def test_a_new_person_is_made_by_address(admin_client: Client) -> None:
    secret = "correct horse battery"
    form = {"email": "New@Example.com", "usable_password": "true", "password1": secret, "password2": secret}

    answer = admin_client.post(reverse("admin:accounts_user_add"), form)

    assert answer.status_code == 302
    assert User.objects.get(email="new@example.com").check_password(secret)


def test_staff_sign_in_through_the_admins_own_form(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=True)

    form = {"username": "ADA@example.com", "password": "correct horse battery"}
    answer = client.post(reverse("admin:login"), form)

    assert answer.status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200
