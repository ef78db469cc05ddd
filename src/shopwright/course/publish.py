"""Publish the course as an edition: refs that are there for ever, in a repository that holds nothing else.

    2026.1/main, 2026.1/chapter/NN-slug                          branches
    2026.1/slug-start, 2026.1/slug-end, 2026.1/slug.step         tags

No ref is ever moved or removed, so that a lesson, an answer in a forum or somebody's notes that name one mean
the same commit for ever. Editions therefore stand side by side, each below its own name.

The plain names (`main`, `chapter/NN-slug`, `slug.step`, …) belong to the edition that was published first,
all of them and no others: a later edition adds none, not even for a step that the first did not have. If it
did, `git diff products-start products.new` would compare two editions, and nobody would see it. Who follows
a later edition clones it under plain names, as `clone_command` says.
"""

import json
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.history import build, git, git_environment
from shopwright.course.manifest import Course
from shopwright.course.template import Template
from shopwright.errors import Problem

EDITION = re.compile(r"20\d\d\.[1-9]\d*")
_KIND = re.compile(r"refs/(heads|tags)/")
_BRANCH = re.compile(r"main|chapter/\d\d-[a-z0-9-]+")
_TAG = re.compile(r"[a-z][a-z0-9-]*(-start|-end|\.[a-z][a-z0-9-]*)")
# These would make git look into another repository than the one that it is run in.
_ELSEWHERE = ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "NAMESPACE", "PREFIX")

Refs = Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """What is published: the refs that the remote lacks, each with the commit that it names.

    Attributes:
        local: the name in the built repository for each name at the remote.
        new: the refs to be pushed; none where the edition is there already, as it is.
    """

    edition: str
    remote: str
    local: Refs
    new: Refs

    @property
    def plain(self) -> bool:
        """Whether the plain names come with it."""
        return "refs/heads/main" in self.new


def publish(course: Course, template: Template, remote: str, edition: str, *, push: bool) -> Plan:
    """Build the course, compare it with a remote repository, and push what it lacks: all of it, or nothing.

    Args:
        remote: an address that git knows how to push to, or a folder.
        edition: its name, as in `2026.1`.
        push: whether to push; otherwise the remote is only read.

    Raises:
        Problem: the edition's name is not one or not the kit's; the kit has changes that are not committed;
            the remote cannot be reached, holds other refs than a course's, or holds the edition with another
            content. Nothing was pushed then.
    """
    _refuse_name(template, edition)
    _refuse_dirty(course.root)
    remote = str(Path(remote).resolve()) if Path(remote).exists() else remote
    there = _there(remote)
    _refuse_strangers(there, remote)
    with tempfile.TemporaryDirectory(prefix="shopwright-publish-") as scratch:
        built = build(course, template, Path(scratch, "course")).folder
        plan = planned(_refs(git(built, "for-each-ref", "--format=%(objectname)\t%(refname)")),
                       there, remote, edition)  # fmt: skip
        if push and plan.new:
            _push(built, plan)
    return plan


def planned(built: Refs, there: Refs, remote: str, edition: str) -> Plan:
    """Compare what was built with what a remote holds.

    Raises:
        Problem: the remote holds the edition, and not as it was built.
    """
    local = {_below(edition, ref): ref for ref in built}
    published = {ref: sha for ref, sha in there.items() if edition_of(ref) == edition}
    if published:
        _refuse_change({ref: built[local[ref]] for ref in local}, published, edition)
        return Plan(edition, remote, {}, {})
    if not there:
        local |= {ref: ref for ref in built}
    return Plan(edition, remote, local, {ref: built[local[ref]] for ref in sorted(local)})


def edition_of(ref: str) -> str:
    """Return the edition below whose name a ref stands, or "" for a plain one."""
    first = _KIND.sub("", ref).partition("/")[0]
    return first if EDITION.fullmatch(first) else ""


def clone_command(remote: str, edition: str) -> str:
    """Return the line with which a reader clones one edition, its steps and chapters under plain names."""
    options = [
        *("--no-tags", "--origin", "course", "--branch", f"{edition}/main"),
        *("--config", f"remote.course.fetch=refs/tags/{edition}/*:refs/tags/*"),
    ]
    return shlex.join(["git", "clone", *options, remote, "store"])


def _below(edition: str, ref: str) -> str:
    kind = _KIND.match(ref)
    return f"{kind.group()}{edition}/{ref[kind.end() :]}" if kind else ref


def _refuse_name(template: Template, edition: str) -> None:
    if not EDITION.fullmatch(edition):
        raise Problem(
            "This is not the name of an edition.",
            found=f"`{edition}`.",
            do="write the year, a dot and a number from 1, as in `2026.1`.",
        )
    # cookiecutter keeps the kit's version in the answers of each store.
    version = json.loads((template.root / "cookiecutter.json").read_text("utf-8")).get("_version", edition)
    if version != edition:
        raise Problem(
            f"The kit is not edition {edition}.",
            found=f"version {version} in {template.root / 'cookiecutter.json'}.",
            do=f"publish `--edition {version}`, or check the commit out that is tagged {edition}.",
        )


def _refuse_dirty(root: Path) -> None:
    asked = ["git", "status", "--porcelain", "--", "."]
    done = subprocess.run(asked, cwd=root, env=git_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(
            "An edition is published from a commit, and this folder is in no git repository.",
            found=f"{root}: {done.stderr.strip()}",
            do="clone the kit, and publish from there.",
        )
    if changed := done.stdout.splitlines():
        more = f" and {len(changed) - 3} more" if changed[3:] else ""
        raise Problem(
            "An edition is published from a commit, and this folder has changes that are in none.",
            found=f"{', '.join(line[3:] for line in changed[:3])}{more}.",
            do="commit them or take them back; `git status` lists them.",
        )


def _refuse_strangers(there: Refs, remote: str) -> None:
    strangers = [ref for ref in there if not _is_ours(ref, there)]
    if strangers:
        more = f" and {len(strangers) - 3} more" if strangers[3:] else ""
        raise Problem(
            f"{remote} holds other refs than a course's.",
            found=f"{', '.join(strangers[:3])}{more}.",
            do="publish to a repository that is empty, or that this command alone wrote.",
        )


def _is_ours(ref: str, there: Refs) -> bool:
    kind = _KIND.match(ref)
    if not kind:
        return ref.startswith("refs/pull/")  # the forge's own, which nobody can push
    name = ref[kind.end() :]
    if edition := edition_of(ref):
        shape = _BRANCH if kind[1] == "heads" else _TAG
        return bool(shape.fullmatch(name.removeprefix(f"{edition}/")))
    # A plain name repeats the one of an edition.
    editions = {edition_of(other) for other in there} - {""}
    return any(there.get(_below(edition, ref)) == there[ref] for edition in editions)


def _refuse_change(built: Refs, published: Refs, edition: str) -> None:
    for ref in sorted(built.keys() | published.keys()):
        ours, theirs = built.get(ref, "no such ref"), published.get(ref, "no such ref")
        if ours != theirs:
            raise Problem(
                f"Edition {edition} is published, and it is not what the kit builds now.",
                found=f"{ref} is the first that differs: {theirs} there, {ours} here.",
                do="leave it as it is, and publish the change as the next edition.",
            )


def _there(remote: str) -> Refs:
    """Return the refs of a remote repository."""
    return _refs(_talk(["ls-remote", "--refs", remote], Path.cwd(), remote, "read"))


def _refs(lines: str) -> Refs:
    pairs = (line.split("\t") for line in lines.splitlines())
    return {ref: sha for sha, ref in pairs}


def _push(built: Path, plan: Plan) -> None:
    """Push all or nothing; whoever pushed one of the refs in the meantime wins, and we fail."""
    absent = [f"--force-with-lease={ref}:" for ref in plan.new]
    specs = [f"{plan.local[ref]}:{ref}" for ref in plan.new]
    # No hook of this machine's owner: what is pushed is not theirs.
    quiet = ["-c", f"core.hooksPath={os.devnull}", "push", "--quiet", "--atomic", "--no-follow-tags"]
    _talk([*quiet, *absent, plan.remote, *specs], built, plan.remote, "written")
    there = _there(plan.remote)
    lost = [ref for ref, sha in plan.new.items() if there.get(ref) != sha]
    if lost:
        raise Problem(
            f"{plan.remote} took the push, and does not hold what was pushed.",
            found=f"{len(lost)} refs are missing or different, {lost[0]} the first.",
            do="look at the repository's rules and hooks; then publish again.",
        )


def _talk(arguments: Iterable[str], folder: Path, remote: str, verb: str) -> str:
    """Run git with the configuration and the credentials of whoever runs this."""
    hidden = {f"GIT_{name}" for name in _ELSEWHERE}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**environment, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Problem(
            f"{remote} could not be {verb}.",
            found=done.stderr.strip() or f"exit code {done.returncode}.",
            do=f"try `git ls-remote {remote}`: the address must be right, and you must be let in.",
        )
    return done.stdout
