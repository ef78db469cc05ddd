"""A runbook as data: its head, its sections, and what is typed in each of them.

    ---
    title: The relay has stopped
    alarms: RelayStopped, WorkOverdue
    severity: page
    impact: Buyers get no mail.
    cause: the relay is killed while people order
    ---

The head is lines of `name: value`; `cause` is what its drill does. What is typed stands in fences of
`console`, after a dollar sign; what is printed stands below it. `[...]` stands for anything: for lines where
it is alone, for words inside a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "runbooks"
SECTIONS = (
    "Symptoms",
    "Impact",
    "First five minutes",
    "Diagnosis",
    "Fix",
    "Verification",
    "Prevention",
    "Drill",
)
NEEDED = ("title", "alarms", "severity", "impact", "cause")
HEAD = (*NEEDED, "part")
SEVERITIES = ("page", "ticket")
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "[...]"


@dataclass(frozen=True)
class Typed:
    """A command, and what the page says that it prints."""

    command: str
    prints: str


@dataclass(frozen=True)
class Runbook:
    """A page.

    Attributes:
        head: what stands above its text, by name.
        sections: the text of each section, by its heading, in their order.
    """

    name: str
    head: dict[str, str]
    sections: dict[str, str]

    @property
    def alarms(self) -> list[str]:
        """The alarms that lead here."""
        return [one.strip() for one in self.head.get("alarms", "").split(",") if one.strip()]

    def typed(self, section: str) -> list[Typed]:
        """What is typed in a section, in its order."""
        return [one for fence in FENCE.findall(self.sections.get(section, "")) for one in commands(fence)]


def commands(fence: str) -> Iterator[Typed]:
    """The commands of a fence, each with the lines below it. One that ends with a backslash goes on."""
    for part in re.split(r"^\$ ", fence, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        last = next((at for at, line in enumerate(lines) if not line.endswith("\\")), len(lines) - 1)
        yield Typed("\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :]))


def names() -> list[str]:
    """All runbooks, in the order of their names."""
    return sorted(file.stem for file in FOLDER.glob("*.md") if file.stem != "README")


def runbook(name: str) -> Runbook:
    """Read a page."""
    return read(name, (FOLDER / f"{name}.md").read_text("utf-8"))


def read(name: str, text: str) -> Runbook:
    """The page that a text is. What it lacks, `wrong` says."""
    found = re.match(r"---\n(.*?)^---\n(.*)", text, re.DOTALL | re.MULTILINE)
    top, body = found.groups() if found else ("", text)
    head = {
        key.strip(): value.strip() for key, _, value in (line.partition(":") for line in top.splitlines())
    }
    parts = re.split(r"^## (.+)\n", body, flags=re.MULTILINE)
    return Runbook(name, head, dict(zip(parts[1::2], parts[2::2], strict=True)))


def wrong(page: Runbook) -> Iterator[str]:
    """What a page lacks, or has too much of."""
    yield from (f"its head has no `{key}`" for key in NEEDED if not page.head.get(key))
    yield from (f"its head has `{key}`, which nobody reads" for key in page.head if key not in HEAD)
    if page.head.get("severity") not in SEVERITIES:
        yield f"its severity is not one of {', '.join(SEVERITIES)}"
    if tuple(page.sections) != SECTIONS:
        yield f"its sections are not {', '.join(SECTIONS)}, in this order"
    yield from (f"its section {one} is empty" for one, text in page.sections.items() if not text.strip())
    typing = ("Symptoms", "Diagnosis", "Fix", "Verification")
    yield from (f"nothing is typed in {one}" for one in typing if not page.typed(one))
    if f"make drills ARGS={page.name}" not in page.sections.get("Drill", ""):
        yield f"its section Drill does not name `make drills ARGS={page.name}`"


def written(text: str, printed: dict[tuple[str, str], str]) -> str:
    """The text of a page with what commands really printed below them; what still fits stays as it is.

    Args:
        printed: what each command printed, by its section and itself.
    """
    parts = re.split(r"^(## .+\n)", text, flags=re.MULTILINE)
    for at in range(2, len(parts), 2):
        section = parts[at - 1].removeprefix("## ").strip()
        pieces = FENCE.split(parts[at])  # text, fence, text, and so on
        pieces[1::2] = [filled(fence, section, printed) for fence in pieces[1::2]]
        parts[at] = "".join(pieces)
    return "".join(parts)


def filled(fence: str, section: str, printed: dict[tuple[str, str], str]) -> str:
    """A fence with what its commands printed."""
    lines = []
    for one in commands(fence):
        now = printed.get((section, one.command), one.prints)
        kept = one.prints if fits(one.prints, now) else now
        lines += [f"$ {one.command}", *(line.rstrip() for line in kept.strip("\n").splitlines())]
    return "\n".join(["```console", *lines, "```"])


def fits(page: str, printed: str) -> bool:
    """Whether a page and a command say the same, but for numbers, identifiers, and how wide a table is."""
    pattern = ""
    for line in page.strip().splitlines():
        if line.strip() == ANYTHING:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(plain(part)) for part in line.strip().split(ANYTHING)) + r"\n"
    text = "".join(f"{plain(line.strip())}\n" for line in printed.strip().splitlines())
    return bool(re.fullmatch(pattern, text))


def plain(line: str) -> str:
    """A line without what differs from one run to the next."""
    named = re.sub(r"\b([a-z]+_)[0-9a-z]{16,}\b", r"\1", line)
    return re.sub(r"[ \t]+", " ", re.sub(r"-{2,}", "--", re.sub(r"\d+(\.\d+)?", "0", named)))
