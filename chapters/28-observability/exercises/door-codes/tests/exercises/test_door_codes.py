"""Codes that open doors are in no line."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.logs.formatting import Json
from shop.logs.scrubbing import text

CODES = st.from_regex(r"[A-Z]{0,2}[0-9]{2,6}[A-Z#]{0,2}", fullmatch=True)
WORDS = st.sampled_from(["code", "Code", "CODE", "door code", "locker code"])
BETWEEN = st.sampled_from([": ", "=", " ", " = ", ":"])


@given(code=CODES, word=WORDS, between=BETWEEN)
def test_what_follows_the_word_is_gone(code: str, word: str, between: str) -> None:
    assert text(f"note, {word}{between}{code}, ring twice") == f"note, {word}{between}[gone], ring twice"


@pytest.mark.parametrize("said", ["code: 4711#", "Code 12A9", "door code=0815"])
def test_no_line_has_it(said: str) -> None:
    record = logging.LogRecord("shop", logging.INFO, "", 0, "note: %s", (said,), None)

    line = Json().format(record)

    assert "[gone]" in line
    assert not {code for code in ("4711", "12A9", "0815") if code in line}


@pytest.mark.parametrize(
    "said", ["status_code: 200", "barcode: 40063", "the code of conduct", "postcode", "code", "code: none"]
)
def test_what_is_no_code_stays(said: str) -> None:
    assert text(said) == said


def test_twice_is_once() -> None:
    once = text("code: 4711#")

    assert text(once) == once
