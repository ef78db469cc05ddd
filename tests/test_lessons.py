"""What lessons print is what a reader sees, and every exercise has two sides."""

import re

from .running import shopwright


def test_the_lessons_print_what_they_say() -> None:
    commands = re.search(r"^(\d+) commands, 0 differ", shopwright("course", "replay"), re.MULTILINE)

    assert commands
    assert int(commands[1]) > 0


def test_every_exercise_fails_at_its_start_and_passes_with_its_solution() -> None:
    shopwright("course", "exercises")
