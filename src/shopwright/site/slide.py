"""Compare lines the way a person would: an added block begins where it reads well.

A block that is added between equal lines can often stand one line higher or lower; difflib takes the first
place that fits, which tears a closing bracket off the block above.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Opcode: TypeAlias = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


class LineMatcher(SequenceMatcher[str]):
    """A sequence matcher of lines whose added and removed blocks begin at a good place."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._old, self._new = old, new

    def get_opcodes(self) -> list[Opcode]:
        """Return difflib's operations, with each block moved to its best place."""
        codes: list[Opcode] = list(super().get_opcodes())
        for index in range(1, len(codes) - 1):
            before, block, after = codes[index - 1 : index + 2]
            if before[0] == after[0] == "equal" and block[0] in ("insert", "delete"):
                lines = self._new if block[0] == "insert" else self._old
                start, end = block[3:5] if block[0] == "insert" else block[1:3]
                up, down = before[2] - before[1], after[2] - after[1]
                shift = _best_shift(lines, start, end, up - 1, down - 1)
                codes[index - 1 : index + 2] = _moved(before, block, after, shift)
        return codes


def _best_shift(lines: Sequence[str], start: int, end: int, up: int, down: int) -> int:
    lowest = highest = 0
    while -lowest < up and lines[start + lowest - 1] == lines[end + lowest - 1]:
        lowest -= 1
    while highest < down and lines[start + highest] == lines[end + highest]:
        highest += 1
    return min(range(lowest, highest + 1), key=lambda shift: (*_badness(lines[start + shift]), -shift))


def _badness(line: str) -> tuple[bool, bool, int]:
    text = line.lstrip()
    return not text, text[:1] in (")", "]", "}"), len(line) - len(text)


def _moved(before: Opcode, block: Opcode, after: Opcode, by: int) -> list[Opcode]:
    return [
        (before[0], before[1], before[2] + by, before[3], before[4] + by),
        (block[0], block[1] + by, block[2] + by, block[3] + by, block[4] + by),
        (after[0], after[1] + by, after[2], after[3] + by, after[4]),
    ]
