"""How long a learner waits for `shopwright learn check`, in an early chapter, a middle one and the last."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, seconds
from shopwright.course.manifest import load_course
from shopwright.store import ROOT

SHOPWRIGHT = Path(sys.executable).parent / "shopwright"
EXPECTED = 1  # what `check` ends with at an exercise's start, whose tests fail


def run() -> list[Figure]:
    """Measure in a copy at each chapter's end: packages are installed, servers are not running."""
    chapters = load_course(ROOT).chapters
    chosen = [chapters[0], chapters[len(chapters) // 2], chapters[-1]]
    return [
        Figure(f"`learn check`, {chapter.label}", _check(chapter.slug), "s", below=15) for chapter in chosen
    ]


def _check(chapter: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        _learn("start", chapter, "--end", "--into", str(copy))
        _learn("check", "--copy", str(copy), ends=EXPECTED)  # the first installs packages
        return seconds(lambda: _learn("check", "--copy", str(copy), ends=EXPECTED), times=3)


def _learn(*words: str, ends: int = 0) -> None:
    done = subprocess.run([SHOPWRIGHT, "learn", *words], capture_output=True, text=True, check=False)
    if done.returncode != ends:
        raise SystemExit(f"shopwright learn {' '.join(words)} ended with {done.returncode}: {done.stderr}")
