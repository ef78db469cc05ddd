"""What shoppers do: the shares say what they claim to say, and a bad model is refused."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from performance.model import MODEL, BadModel, arrivals, read_model


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """A model with some of its lines exchanged."""
    text = MODEL.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "model.toml"
    file.write_text(text, "utf-8")
    return file


def test_two_to_three_of_a_hundred_visits_order_and_seven_of_ten_carts_are_left() -> None:
    expected = read_model().expected()

    assert 0.02 <= expected["order"] <= 0.03
    assert 0.69 <= 1 - expected["order"] / expected["add"] <= 0.72


def test_who_walks_comes_to_the_pages_as_often_as_the_sums_say() -> None:
    model, random = read_model(), Random(1)

    seen = Counter(page for _ in range(50_000) for page in model.visit(random))

    expected = {page: pytest.approx(often, rel=0.1) for page, often in model.expected().items()}
    assert {page: times / 50_000 for page, times in seen.items()} == expected


def test_the_same_seed_makes_the_same_shoppers() -> None:
    model = read_model()

    one, same, other = (
        [model.visit(random) for _ in range(50)] for random in (Random(1), Random(1), Random(2))
    )

    assert one == same
    assert one != other


def test_visits_begin_so_often_and_without_regard_to_each_other() -> None:
    moments = arrivals(rate=20, seconds=1000, random=Random(1))

    in_each_second = Counter(int(moment) for moment in moments)
    mean = len(moments) / 1000
    spread = sum((in_each_second[second] - mean) ** 2 for second in range(1000)) / 1000
    assert mean == pytest.approx(20, rel=0.05)
    assert spread == pytest.approx(mean, rel=0.15)  # what is independent spreads as wide as it is often


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("shelf = 0.25\nproduct = 0.35", "shelf = 0.25\nblog = 0.35", "Found: blog."),
        ("order = {}\n", "", "Found: no order."),
        ("review = 0.75", "review = 1.75", "Found: 1.75 in sum."),
        ("home = 0.40", "home = 0.10", "Found: 0.7 in sum."),
    ],
)
def test_a_model_that_cannot_be_walked_is_refused(old: str, new: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=says):
        read_model(written(tmp_path, (old, new)))
