"""How the shop says no."""

from shop.core.errors import ShopError


class Closed(ShopError):
    """A refusal of these tests' own."""

    code = "closed"
    title = "The shop is closed."


def test_a_refusal_says_what_was_found_and_what_to_do() -> None:
    refusal = Closed(found="a Sunday.", do="come back tomorrow.")

    assert str(refusal) == "The shop is closed.\nFound: a Sunday.\nDo: come back tomorrow."


def test_a_refusal_says_what_was_expected_where_that_is_not_clear() -> None:
    refusal = Closed(found="a Sunday.", expected="a working day.", do="come back tomorrow.")

    assert refusal.detail == "Found: a Sunday.\nExpected: a working day.\nDo: come back tomorrow."


def test_a_refusal_is_a_conflict_unless_it_says_otherwise() -> None:
    assert Closed.status == 409
