"""Teaching notes are data: five headings, lists under three of them, and nothing else."""

from pathlib import Path

from shopwright.course.manifest import load_course
from shopwright.course.notes import Notes, flaws, read_notes

from .conftest import Edit

NOTES = "chapters/01-till/teaching.md"
NEAREST = "write `On the board`, the nearest name that exists."


def found(root: Path) -> list[str]:
    return [f"{file.name}:{line}: {text}" for file, line, text in flaws(load_course(root).chapter("till"))]


def test_lists_and_paragraphs_become_entries(mini: Path, edit: Edit) -> None:
    edit(NOTES, "Whole cents.", "Afterwards people can\n\n- count in\n  whole cents;\n- stop.")
    edit(NOTES, "A queue.", "A queue.\nIt is long.\n\nThen a till.")

    notes = read_notes(load_course(mini).chapter("till"))

    assert notes == Notes(
        goals=("count in whole cents;", "stop."),
        wrong=("Somebody writes floats.",),
        questions=("What is 0.1 + 0.2?",),
        board=("A queue. It is long.", "Then a till."),
        late=("Leave out the evening.",),
    )
    assert found(mini) == []


def test_a_chapter_without_notes_has_empty_ones(mini: Path) -> None:
    (mini / NOTES).unlink()

    assert read_notes(load_course(mini).chapter("till")) == Notes()
    assert found(mini) == ["chapter.toml:1: no teaching notes; add teaching.md."]


def test_headings_that_lack_are_unknown_twice_or_empty_are_named(mini: Path, edit: Edit) -> None:
    edit(NOTES, "## On the board\n\nA queue.", "## On the bord\n\nA queue.\n\n## Goals\n\nAgain.")
    edit(NOTES, "Somebody writes floats.\n", "")

    assert found(mini) == [
        "teaching.md:1: no section `## On the board`.",
        "teaching.md:7: `## What goes wrong in the room` is empty.",
        "teaching.md:14: `## On the bord` is no heading of teaching notes; " + NEAREST,
        "teaching.md:18: `## Goals` stands here twice.",
    ]


def test_sections_stand_in_their_order(mini: Path, edit: Edit) -> None:
    edit(NOTES, "## Goals\n\nWhole cents.\n\n", "")
    edit(NOTES, "Leave out the evening.", "Leave out the evening.\n\n## Goals\n\nWhole cents.")

    assert found(mini)[0].startswith("teaching.md:1: the sections are out of order; the order is Goals, ")
