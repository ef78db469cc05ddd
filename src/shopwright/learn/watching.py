"""Do something whenever a file of the copy changes, until Ctrl-C."""

import time
from collections.abc import Callable, Iterator, Mapping

from shopwright.learn.copy import EXERCISES, Copy

PAUSE = 0.5


def state(copy: Copy) -> Mapping[str, tuple[int, int]]:
    """Return the files that are the learner's to change, each with its moment and size."""
    listed = copy.git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return dict(_stats(copy, [path for path in listed if path and not path.startswith(f"{EXERCISES}/")]))


def _stats(copy: Copy, paths: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in paths:
        try:
            found = (copy.folder / path).stat()
        except OSError:
            continue
        yield path, (found.st_mtime_ns, found.st_size)


def watch(copy: Copy, act: Callable[[tuple[str, ...]], None]) -> None:
    """Call `act` at once, and again after each change, with the paths that changed. Only Ctrl-C ends it."""
    # What is written while we act counts as a change after it.
    seen = state(copy)
    act(())
    while True:
        time.sleep(PAUSE)
        now = state(copy)
        if now == seen:
            continue
        # An editor may write many files; when two looks see the same, it has ended.
        while (settled := _after_pause(copy)) != now:
            now = settled
        changed = tuple(sorted(path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path)))
        seen = now
        act(changed)


def _after_pause(copy: Copy) -> Mapping[str, tuple[int, int]]:
    time.sleep(PAUSE / 5)
    return state(copy)
