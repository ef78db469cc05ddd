"""`learn hint`: three levels for the task that fails, one after the other."""

from collections.abc import Callable

from shopwright.learn.copy import Copy

from .conftest import Learn
from .test_check import WRONG, a_conflict, append


def test_hints_come_level_by_level_and_end_with_the_change(learn: Learn, copy: Copy) -> None:
    texts = [learn("hint").text for _ in range(4)]

    assert "How many of two are paid?" in texts[0]
    assert "below `evening_price`" in texts[1]
    assert "+    return Price(price.cents * ((count + 1) // 2))" in texts[2]
    assert texts[3] == texts[2]
    assert [fact["level"] for fact in copy.facts.about("hinted")] == [1, 2, 3]


def test_a_hint_answers_the_task_that_fails(learn: Learn, copy: Copy) -> None:
    append(copy, WRONG)
    learn("check")

    assert "What is three halves" in learn("hint").text


def test_a_task_and_a_level_can_be_named(learn: Learn) -> None:
    said = learn("hint", "2", "--level", "2")

    assert "Look at integer division." in said.text


def test_whole_files_of_a_solution_are_a_diff_too(learn: Learn) -> None:
    said = learn("hint", "--exercise", "count", "--level", "3")

    assert "+++ b/till/counting.py" in said.text


def test_a_task_that_does_not_exist_is_refused(learn: Learn) -> None:
    assert "name one from 1 to 2" in learn("hint", "3").text


def test_no_hint_is_spent_before_the_chapters_steps_are_there(
    learn: Learn, copy: Copy, solve: Callable[[], None]
) -> None:
    solve()
    learn("check")
    learn("check")

    said = learn("hint")

    assert said.code == 1
    assert "shopwright learn show receipts.receipt" in said.text
    assert copy.facts.about("hinted") == []
    assert learn("hint", "--exercise", "count").code == 0


def test_a_hint_after_a_move_is_about_where_the_learner_went(learn: Learn) -> None:
    learn("check")
    learn("catch-up", "receipts", "--end")

    assert "Which function knows how long a list is?" in learn("hint").text


def test_no_hint_is_spent_on_a_branch_of_the_course(learn: Learn, copy: Copy) -> None:
    copy.git("checkout", "-q", "chapter/02-receipts")

    said = learn("hint")

    assert (said.code, "`git switch mine/work`" in said.text) == (1, True)
    assert copy.facts.about("hinted") == []


def test_no_hint_is_spent_in_the_middle_of_a_merge(learn: Learn, copy: Copy) -> None:
    a_conflict(copy)

    said = learn("hint")

    assert (said.code, "lines of both sides in till/prices.py." in said.text) == (1, True)
    assert copy.facts.about("hinted") == []


def test_an_exercise_that_passed_needs_no_hint_by_its_name_either(
    learn: Learn, copy: Copy, solve: Callable[[], None]
) -> None:
    solve()
    learn("check")

    said = learn("hint", "--exercise", "two-for-one")

    assert (said.code, "There is nothing to help with" in said.text) == (1, True)
    assert copy.facts.about("hinted") == []
