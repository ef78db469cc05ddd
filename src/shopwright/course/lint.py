"""Say what a course still lacks, each as `file:line: what`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.apart import FILE, missing
from shopwright.course.findings import Finding
from shopwright.course.lint_chapters import chapter_findings
from shopwright.course.lint_template import Share, gate_share, template_findings
from shopwright.course.manifest import Course
from shopwright.course.schedule import plan_findings
from shopwright.course.template import Template
from shopwright.course.unreplayed import unreplayed_findings

SHARE_LIMIT = 0.03


@dataclass(frozen=True)
class Report:
    """What lint found, as lines for people, and how much of the template is gates."""

    findings: tuple[str, ...]
    share: Share


def lint(course: Course, template: Template) -> Report:
    """Look at every chapter and every file of the template.

    Nothing is run and nothing is written; `verify`, `replay` and `exercises` do that.
    """
    found = [
        *template_findings(course, template),
        *chapter_findings(course, template),
        *unreplayed_findings(course),
        *_apart_findings(course, template),
        *(Finding(*found) for found in plan_findings(course)),
    ]
    share = gate_share(template)
    lines = [f"{_short(finding.file, course.root)}:{finding.line}: {finding.message}" for finding in found]
    if share.ratio >= SHARE_LIMIT:
        lines.append(
            f"{_short(template.root, course.root)}:1: {share.ratio:.1%} of the lines are gates, not under 3%."
        )
        lines += [f"  {file}: {count} gates" for file, count in share.worst]
    return Report(tuple(lines), share)


def _apart_findings(course: Course, template: Template) -> Iterator[Finding]:
    last = template.tree(course) if course.apart else {}
    for tests in missing(course.apart, last):
        yield Finding(course.root / "chapters" / FILE, 1, f"the store has no {tests}.")


def _short(file: Path, root: Path) -> str:
    file, root = file.resolve(), root.resolve()
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def summary(report: Report) -> Iterator[str]:
    """Yield the last lines of the report: the share of gates, and what to do next."""
    share = report.share
    yield f"{share.gates} gates in {share.lines} lines of the template, {share.ratio:.2%}."
    if report.findings:
        yield f"{len(report.findings)} findings. Next: mend the first one; `shopwright course lint` again."
    else:
        yield "Nothing is lacking. Next: shopwright course verify"
