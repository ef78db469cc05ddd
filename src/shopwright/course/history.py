"""Write the course as a git repository: one commit a step, the same SHAs on every machine.

    main              the end of the course
    chapter/NN-slug   the end of a chapter
    slug-start        the commit before a chapter's first step: `git diff slug-start slug-end` is the chapter
    slug-end          a chapter's last step
    slug.step         one step

Before the first step there is one empty commit, so that the first chapter has a start as well.
"""

import os
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.manifest import Course, Step
from shopwright.course.template import Template
from shopwright.course.tree import Tree, changes
from shopwright.errors import Problem

IDENTITY = "Shopwright <course@shopwright.example>"
EPOCH = 1_767_225_600  # 2026-01-01T00:00:00Z; every step is an hour later than the one before
HOUR = 3600
WRAPPER = textwrap.TextWrapper(width=72, break_long_words=False, break_on_hyphens=False)
START = """Start here

This commit is empty on purpose. Each commit after it is one step of the
course: read its message with `git show`, look at what it changed, and
run the store as it stands there."""
NEW = ("--template=", "--initial-branch=main", "--object-format=sha1")
MARKER = "shopwright-course"


@dataclass(frozen=True)
class Built:
    """What was written: where, how many commits and tags, and the SHA of the last commit."""

    folder: Path
    commits: int
    tags: int
    head: str


def message(step: Step) -> str:
    """Return the whole commit message of a step: subject, why (wrapped), and the step's name."""
    return "\n\n".join([step.commit, wrapped(step.why), f"Step: {step.name}"])


def wrapped(text: str) -> str:
    """Wrap paragraphs at 72 characters; lists and indented lines stay as they are written."""
    blocks: list[str] = []
    for block in textwrap.dedent(text).strip().split("\n\n"):
        lines = block.strip("\n").split("\n")
        as_written = any(line.startswith((" ", "- ", "* ", "1. ", "$ ")) for line in lines)
        blocks.append(block.strip("\n") if as_written else WRAPPER.fill(" ".join(lines)))
    return "\n\n".join(blocks)


def build(course: Course, template: Template, out: Path) -> Built:
    """Write the course's repository with `main` checked out.

    Args:
        out: a folder that does not exist, is empty, or holds an earlier course without changes of anybody's.

    Raises:
        Problem: the folder holds something else; nothing was touched.
    """
    out = out.resolve()
    _refuse_to_overwrite(out)
    trees = template.trees(course)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        fresh = Path(scratch) / "course"
        git(out.parent, "init", "--quiet", *NEW, str(fresh))
        # One pack, whatever the number of objects: a course is cloned more often than it is built.
        git(fresh, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", stream=_stream(course, trees))
        git(fresh, "reset", "--quiet", "--hard", "main")
        refs = _refs(fresh)
        (fresh / ".git" / MARKER).write_text(refs, "utf-8")
        _put(fresh, out)
    head = git(out, "rev-parse", "main").strip()
    return Built(out, commits=len(course.steps) + 1, tags=refs.count(" refs/tags/"), head=head)


def _put(fresh: Path, out: Path) -> None:
    """Move a new repository to its place; ignored files there (an environment, a database) stay."""
    if not (out / ".git").exists():
        if out.exists():
            out.rmdir()
        fresh.rename(out)
        return
    for path in git(out, "ls-files", "-z").split("\0"):
        if path and not (fresh / path).exists():
            (out / path).unlink(missing_ok=True)
    shutil.rmtree(out / ".git")
    (fresh / ".git").rename(out / ".git")
    git(out, "reset", "--quiet", "--hard", "main")


def _stream(course: Course, trees: list[Tree]) -> Iterator[bytes]:
    """Yield what `git fast-import` reads. Marks are the numbers of the steps, plus one."""
    yield from commit(1, START, None, {}, {})
    for step, before, after in zip(course.steps, trees, trees[1:], strict=False):
        yield from commit(step.number + 1, message(step), step.number, before, after)
    for step in course.steps:
        yield _ref(f"refs/tags/{step.name}", step.number + 1)
    for chapter in course.chapters:
        if chapter.steps:
            first, last = chapter.steps[0].number, chapter.steps[-1].number
            yield _ref(f"refs/tags/{chapter.slug}-start", first)
            yield _ref(f"refs/tags/{chapter.slug}-end", last + 1)
            yield _ref(f"refs/heads/{chapter.branch}", last + 1)
    yield b"done\n"


def commit(mark: int, text: str, parent: int | None, before: Tree, after: Tree) -> Iterator[bytes]:
    """Yield a commit on `main` for `git fast-import`; `parent` is the mark of the commit before."""
    moment = f"{IDENTITY} {EPOCH + (mark - 1) * HOUR} +0000"
    data = f"{text}\n".encode()
    yield f"commit refs/heads/main\nmark :{mark}\nauthor {moment}\ncommitter {moment}\n".encode()
    yield f"data {len(data)}\n".encode() + data
    if parent:
        yield f"from :{parent}\n".encode()
    found = changes(before, after)
    for change in found:
        if change.new is None:
            yield f"D {_quoted(change.path)}\n".encode()
    for change in found:
        if change.new is not None:
            mode = "100755" if change.new.executable else "100644"
            yield f"M {mode} inline {_quoted(change.path)}\ndata {len(change.new.data)}\n".encode()
            yield change.new.data
            yield b"\n"


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _ref(name: str, mark: int) -> bytes:
    return f"reset {name}\nfrom :{mark}\n\n".encode()


def _refuse_to_overwrite(out: Path) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    marker = out / ".git" / MARKER
    if not marker.is_file():
        raise Problem(
            f"The course is not written to {out}: the folder is in use.",
            found="files that `shopwright course build` did not write.",
            do="name another folder with `--out`, or move that one away.",
        )
    with suppress(Problem):
        untouched = _refs(out) == marker.read_text("utf-8") and not git(out, "status", "--porcelain").strip()
        if untouched and git(out, "for-each-ref", "--contains", "HEAD").strip():
            return
    raise Problem(
        f"The course is not written to {out}: somebody worked there.",
        found="commits, branches or files that `shopwright course build` did not write.",
        do="name another folder with `--out`, or move that one away; your work there is untouched.",
    )


def _refs(repository: Path) -> str:
    return git(repository, "for-each-ref", "--format=%(objectname) %(refname)")


def git_environment() -> dict[str, str]:
    """Return an environment in which git knows nobody's configuration, hooks or repository."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    nobody = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    return kept | nobody | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def git(folder: Path, *arguments: str, stream: Iterator[bytes] | None = None) -> str:
    """Run git and return what it printed; `stream` is written to its standard input."""
    process = subprocess.Popen(
        ["git", *arguments],
        cwd=folder,
        env=git_environment(),
        stdin=subprocess.PIPE if stream else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if stream and process.stdin:
        with suppress(BrokenPipeError):
            process.stdin.writelines(stream)
    output, errors = process.communicate()
    if process.returncode:
        raise Problem(
            f"`git {arguments[0]}` failed in {folder}.",
            found=errors.decode(errors="replace").strip() or f"exit code {process.returncode}.",
            do="check that git 2.28 or newer is installed and that the disk is not full.",
        )
    return output.decode()
