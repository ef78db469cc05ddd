"""A picture is drawn once on a machine; what is kept is what was drawn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shop.media.pictures import kept
from shop.media.pictures.kept import prints_of
from shop.media.pictures.printing import Order, print_all

BOWL = Order("bowl", ("#8fa5b0", "#5a4a3f"), "olive-dish")
MUG = Order("mug", ("#c98f3c", "#7c4f1f"), "harbour-mug")


@pytest.fixture(autouse=True)
def caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept.folder.cache_clear()
    yield tmp_path
    kept.folder.cache_clear()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """All that is drawn, one after the other."""
    orders: list[Order] = []

    def noted(wanted: list[Order]) -> Any:
        for order in wanted:
            orders.append(order)
            yield from print_all([order])

    monkeypatch.setattr(kept, "print_all", noted)
    return orders


def test_what_is_kept_is_what_was_drawn_and_is_not_drawn_again(drawn: list[Order]) -> None:
    first = list(prints_of([BOWL]))
    second = list(prints_of([MUG, BOWL]))

    assert drawn == [BOWL, MUG]
    assert second[1] == first[0] == next(print_all([BOWL]))
    assert second[0] != second[1]


def test_other_code_draws_anew(drawn: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    list(prints_of([BOWL]))
    monkeypatch.setattr(kept, "pillow", "another version")
    kept.folder.cache_clear()

    list(prints_of([BOWL]))

    assert drawn == [BOWL, BOWL]


def test_a_spoilt_file_is_drawn_and_kept_anew(drawn: list[Order]) -> None:
    [first] = prints_of([BOWL])
    kept.file_of(BOWL).write_bytes(b"half of a")

    again = [next(prints_of([BOWL])) for _ in range(2)]

    assert again == [first, first]
    assert drawn == [BOWL, BOWL]


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(drawn: list[Order], caches: Path) -> None:
    (caches / "demonstration-shop").write_text("a file where a folder should be")

    assert list(prints_of([BOWL])) == list(print_all([BOWL]))
    assert drawn == [BOWL]
