"""The pages of an archive: where people begin, and what the instructor checks."""

from collections.abc import Sequence

from shopwright.course.plans import Plan


def start_here(plan: Plan, platforms: Sequence[str]) -> str:
    """Return the page that everybody opens first."""
    return f"""# {plan.title}

Everything that this workshop needs lies in this folder. No network is needed.

1. Is your machine ready? You need Python ({", ".join(platforms)}), git and, on Linux and macOS, make.

       python3 room.py test

2. Make a working copy in `shop/`. It begins at the tag `{plan.start}`.

       python3 room.py begin
       cd shop
       git log --oneline -3

3. Do an exercise. It begins at the end of its chapter: be there, or make another working copy there. The
   tests are laid into the working copy; at the start they fail.

       python3 room.py begin --end --folder exercise
       python3 room.py check EXERCISE --folder exercise

| file | what it is |
| --- | --- |
| `site/index.html` | the lessons: open it in a browser |
| `slides/`, `handouts/` | what is shown, and what is printed |
| `exercises/` | the tasks and their tests |
| `course.bundle` | the course as a git repository: `git clone course.bundle shop` |
| `wheels/`, `pins/` | the packages, and which of them a machine needs |
| `SHA256SUMS` | the checksum of each file: `sha256sum -c SHA256SUMS` |

In your working copy `make` finds its packages here when four variables say so; `room.py begin` prints them.
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
