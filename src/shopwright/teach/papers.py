"""The pages of an archive: where people begin, and what the instructor checks."""

from collections.abc import Sequence

from shopwright.course.exercises import load_exercises
from shopwright.course.plans import Plan


def start_here(plan: Plan, platforms: Sequence[str], *, learn: str = "") -> str:
    """Return the page that everybody opens first.

    Args:
        learn: the chapter at which `shopwright learn` begins; "" where the archive cannot do that.
    """
    return _START.format(
        title=plan.title,
        platforms=", ".join(platforms),
        start=plan.start,
        exercises=_exercises(plan),
        kit=_KIT.format(chapter=learn) if learn else "",
    )


_START = """# {title}

Everything that this workshop needs lies in this folder. No network is needed. Open a terminal in it.

## Begin

1. Is your machine ready? You need Python ({platforms}), git and, on Linux and macOS, make. This
   takes a minute.

       python3 room.py test

2. Make a working copy in `shop/`. It begins at the tag `{start}`.

       python3 room.py begin
       cd shop
       git log --oneline -3
       cd ..

3. Open `site/index.html` in a browser: the lessons.

{exercises}## In your working copy

`make` finds its packages here, without a network, when variables say so. Once in each terminal, in this
folder:

    eval "$(python3 room.py env)"

Then `make -C shop test` runs the store's own tests.
{kit}
## What is where

| file | what it is |
| --- | --- |
| `site/index.html` | the lessons: open it in a browser |
| `slides/`, `handouts/` | what is shown, and what is printed |
| `exercises/` | the tasks and their tests |
| `schedule.md`, `CHECKLIST.md` | for the person in front of the room |
| `course.bundle` | the course as a git repository: `git clone course.bundle shop` |
| `wheels/`, `pins/` | the packages, and which of them a machine needs |
| `SHA256SUMS` | the checksum of each file: `sha256sum -c SHA256SUMS` |
"""

_KIT = """
## With hints

`room.py check` says what is open, and nothing more. The kit's own program also gives hints in three levels
and knows how far you are. It makes a working copy of its own:

    python3 room.py learn
    eval "$(python3 room.py env)"
    kit/bin/shopwright learn start {chapter}
    cd my-store
    ../kit/bin/shopwright learn check
    ../kit/bin/shopwright learn hint

The first check installs the store's packages, from here. `learn catch-up {chapter} --end` goes to where the
chapter's exercise begins.
"""


def _exercises(plan: Plan) -> str:
    """Return how to do the exercises of a workshop, by name; "" if it has none."""
    found = [exercise for chapter in plan.chapters for exercise in load_exercises(chapter)]
    if not found:
        return ""
    rows = "".join(
        f"| {each.title} | `{each.chapter}` | `{each.name}` | `exercises/{each.chapter}/{each.name}/` |\n"
        for each in found
    )
    first = found[0]
    return f"""## Do an exercise

An exercise begins at the end of its chapter. Make a working copy there, read the task, and ask what is open:

    python3 room.py begin {first.chapter} --end --folder exercise
    python3 room.py check {first.name} --folder exercise

`check` lays the exercise's tests into the working copy and runs them. At the start they fail; change the
store in `exercise/` until all tasks are done.

| exercise | chapter | name | its task and tests |
| --- | --- | --- | --- |
{rows}
"""


def checklist(plan: Plan) -> str:
    """Return what an instructor checks before, in and after a workshop."""
    return f"""# Checklist: {plan.title}

## A week before

- [ ] The archive was made for every platform and Python that people will bring.
- [ ] `python3 room.py test` said "This machine is ready." on one machine of each kind.
- [ ] Everybody has the archive, and has run `python3 room.py test` at home.
- [ ] The solutions are with you and with nobody else (`…-solutions.zip`). The site shows them too, folded.
- [ ] `schedule.md` fits the hours that you have. Its minutes are estimates until you have timed them.
- [ ] Handouts are printed, one for each person; slides open on the projector's machine.

## On the day

- [ ] The archive lies on three USB sticks, for who has lost it.
- [ ] Before the first slide: `python3 room.py test --quick` on every machine.
- [ ] Everybody stands at `{plan.start}`.
- [ ] Sticky notes of two colours: "I am done" and "I am stuck".
- [ ] Somebody writes down when each part began. Those times are what the next plan needs.

## Afterwards

- [ ] What went wrong is in the chapter's `teaching.md`, below "What goes wrong in the room".
- [ ] The minutes are in its `chapter.toml`, with `basis = "measured"`.
"""
