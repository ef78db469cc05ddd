"""Public identifiers."""

from shop.core.ids import ALPHABET, LENGTH, public_id


def test_an_identifier_says_what_it_names() -> None:
    prefix, _, rest = public_id("prd").partition("_")

    assert prefix == "prd"
    assert len(rest) == LENGTH
    assert set(rest) <= set(ALPHABET)


def test_a_thousand_identifiers_are_a_thousand() -> None:
    assert len({public_id("prd") for _ in range(1000)}) == 1000


def test_the_alphabet_has_no_letters_that_people_misread() -> None:
    assert len(ALPHABET) == 32
    assert not set("ilou") & set(ALPHABET)
