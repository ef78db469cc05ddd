"""From the database's refusals to the shop's."""

import pytest
from django.db import IntegrityError

from shop.accounts.models import User
from shop.core.errors import ShopError
from shop.core.integrity import constraint_of, refusing

pytestmark = pytest.mark.django_db


class InCapitals(ShopError):
    """A refusal of these tests' own."""

    code = "in-capitals"
    title = "Addresses are kept in small letters."


RULES = {"user_email_in_small_letters": InCapitals(found="capitals.", do="use small letters.")}


def write(email: str) -> None:
    """Write an address past everything that would correct it."""
    User.objects.bulk_create([User(email=email)])


def test_a_broken_constraint_becomes_the_refusal_that_stands_for_it() -> None:
    with pytest.raises(InCapitals) as caught, refusing(RULES):
        write("Ada@example.com")

    assert isinstance(caught.value.__cause__, IntegrityError)


def test_the_callers_transaction_goes_on_after_a_refusal() -> None:
    with pytest.raises(InCapitals), refusing(RULES):
        write("Ada@example.com")

    write("ada@example.com")
    assert User.objects.count() == 1


def test_a_constraint_that_nobody_thought_of_stays_an_error() -> None:
    write("ada@example.com")

    with pytest.raises(IntegrityError), refusing(RULES):
        write("ada@example.com")


def test_what_works_is_written() -> None:
    with refusing(RULES):
        write("ada@example.com")

    assert User.objects.get().email == "ada@example.com"


def test_an_error_without_a_constraint_has_no_name() -> None:
    assert constraint_of(IntegrityError("made up")) == ""
