"""What is proven about each step, one check after the other."""

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from shopwright.course.bench import Bench, Done
from shopwright.course.imports import needed
from shopwright.course.manifest import Step
from shopwright.course.plugins import FROM_NOTHING
from shopwright.course.selection import TEST, selection
from shopwright.course.servers import Servers
from shopwright.course.tree import Tree, digest

PYTHON = (".py", ".pyi")
SETTINGS = ("pyproject.toml", ".env.example", "ruff.toml", "mypy.ini", "setup.cfg", "manage.py")


@dataclass(frozen=True)
class Case:
    """A step on trial.

    Attributes:
        before: the tree of the step before; empty for the first.
        last: the tree at the end of the course, which lends its settings to steps that have none yet.
        worker: a number that no other case has at the same time.
        typed: whether types are checked; it is the step's most expensive check beside its tests.
        whole: whether all tests are run, and not only those of the step.
        apart: tests that run only where they changed, unless all are run.
    """

    step: Step
    tree: Tree
    before: Tree
    last: Tree
    bench: Bench
    bench_before: Bench | None
    servers: Servers
    scratch: Path
    worker: int
    typed: bool
    whole: bool
    apart: tuple[str, ...] = ()

    @cached_property
    def tools(self) -> Mapping[str, Any]:
        """The `[tool]` tables of the step's pyproject.toml."""
        tools: Mapping[str, Any] = _pyproject(self.tree).get("tool", {})
        return tools

    @property
    def database(self) -> str:
        """The name of the step's own database."""
        return re.sub(r"\W", "_", f"{self.step.number:03d}_{self.step.name}")

    def services(self) -> dict[str, str]:
        """Return the variables that lead to the real servers, as far as the step knows them."""
        variables: dict[str, str] = {}
        if needs(self.tree, "psycopg"):
            variables["DATABASE_URL"] = self.servers.database(self.database)
        if needs(self.tree, "redis"):
            variables["REDIS_URL"] = self.servers.redis(self.worker)
        return variables


def needs(tree: Tree, package: str) -> bool:
    """Whether a tree depends on a package."""
    wanted = _pyproject(tree).get("project", {}).get("dependencies", [])
    return any(re.match(rf"{package}\b", name) for name in wanted)


def _pyproject(tree: Tree) -> Mapping[str, Any]:
    return tomllib.loads(tree["pyproject.toml"].text) if "pyproject.toml" in tree else {}


@dataclass(frozen=True)
class Check:
    """One thing to prove: whether a step needs it, what it depends on, and how it is found out."""

    name: str
    wanted: Callable[[Case], bool]
    inputs: Callable[[Case], str]
    run: Callable[[Case], Done]


def code_of(tree: Tree) -> str:
    """Return a name for all Python code and settings of a tree."""
    return digest(tree, [path for path in tree if path.endswith(PYTHON) or path in SETTINGS])


def _code(case: Case) -> str:
    return code_of(case.tree)


def _everything(case: Case) -> str:
    return f"{digest(case.tree)} {' '.join(_selected(case))}"


def _ruff_settings(case: Case) -> list[str]:
    """Early steps have no settings of their own; what they hold must still satisfy the final ones."""
    if "ruff" in case.tools or "pyproject.toml" not in case.last:
        return []
    file = case.scratch / "pyproject.toml"
    if not file.exists() or file.read_bytes() != case.last["pyproject.toml"].data:
        file.write_bytes(case.last["pyproject.toml"].data)
    return ["--config", str(file)]


def _format(case: Case) -> Done:
    return case.bench.run(["ruff", "format", "--check", "--no-cache", *_ruff_settings(case), "."])


def _lint(case: Case) -> Done:
    settings = ["--no-cache", "--quiet", "--output-format=concise", *_ruff_settings(case)]
    return case.bench.run(["ruff", "check", *settings, "."])


def _with_ruff_settings(case: Case) -> str:
    own = "" if "ruff" in case.tools else digest(case.last, [p for p in SETTINGS if p in case.last])
    return f"{_code(case)} {own}"


# One cache for all steps, one step at a time: the step before has the same models more often than the one
# before that, which it would be with a cache for each of two workers.
_mypy = Lock()


def _types(case: Case) -> Done:
    """Run mypy with what it learnt at other steps, unless a model or a setting differs.

    Mypy's plugin for Django adds `product.variants` to a file that did not change when another one did, and
    the cache does not notice. So where models differ from those that the cache has seen, what it learnt about
    the store is forgotten; libraries take most of the time, and they stay as they are.
    """
    cache = case.scratch / "mypy"
    seen = cache / "models"
    models = digest(case.tree, [path for path in case.tree if _decides_about_models(path)])
    quiet = ["--no-error-summary", "--hide-error-context", "--no-pretty", "--no-color-output"]
    command = ["mypy", *quiet, "--no-sqlite-cache", f"--cache-dir={cache}"]
    with _mypy:
        if not seen.exists() or seen.read_text() != models:
            _forget_the_store(cache, case.last)
            cache.mkdir(parents=True, exist_ok=True)
            seen.write_text(models)
        return case.bench.run(command, extra=case.services())


def _decides_about_models(path: str) -> bool:
    parts = path.removesuffix(".py").split("/")
    return path.endswith(PYTHON) and ("models" in parts or "settings" in parts)


def _forget_the_store(cache: Path, last: Tree) -> None:
    for top in {path.partition("/")[0].removesuffix(".py") for path in last if path.endswith(PYTHON)}:
        for known in [*cache.glob(f"3.*/{top}"), *cache.glob(f"3.*/{top}.*")]:
            shutil.rmtree(known) if known.is_dir() else known.unlink()


def _imports(case: Case) -> Done:
    return case.bench.run(["lint-imports", "--no-cache"])


def _models(case: Case) -> str:
    """Return a name for what decides about tables: settings, models, migrations, and all that they import."""
    own = {
        path
        for path in case.tree
        if path.endswith(".py") and (_decides_about_models(path) or "migrations" in path.split("/"))
    }
    apps = {path for path in case.tree if path.endswith(("/apps.py", "/__init__.py")) or path in SETTINGS}
    return digest(case.tree, needed(own | apps, case.tree))


def _no_missing_migration(case: Case) -> Done:
    return case.bench.run(
        ["python", "manage.py", "makemigrations", "--check", "--dry-run"], extra=case.services()
    )


def migrations(tree: Tree) -> set[str]:
    """Return the migration files of a tree."""
    return {path for path in tree if "/migrations/" in path and path.endswith(".py")}


def _moved(case: Case) -> set[str]:
    """Return the migrations that a step adds, changes or removes."""
    new = {(path, case.tree[path].data) for path in migrations(case.tree)}
    old = {(path, case.before[path].data) for path in migrations(case.before)}
    return {path for path, _ in new ^ old}


def _migrates(case: Case) -> bool:
    return "manage.py" in case.before and bool(_moved(case))


def _both_codes(case: Case) -> str:
    return sha256(f"{code_of(case.before)} {code_of(case.tree)}".encode()).hexdigest()


BEFORE = """
from django.apps import apps
from django.core.management import call_command, get_commands
call_command("migrate", verbosity=0)
if "seed_catalog" in get_commands():
    call_command("seed_catalog", verbosity=0, without=leave_out)
if apps.is_installed("django.contrib.auth"):
    from django.contrib.auth import get_user_model
    User = get_user_model()
    User.objects.create_user(**{User.USERNAME_FIELD: "ada@shopwright.example", "password": "before the step"})
"""
AFTER = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, check_unapplied=True)
"""
COUNT = """
import json
from django.db import connection
with connection.cursor() as cursor:
    counts = {}
    for table in connection.introspection.table_names():
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        counts[table] = cursor.fetchone()[0]
print("counts " + json.dumps(counts))
"""


def _migrate_with_data(case: Case) -> Done:
    """Bring a database that the step before filled to this step: nothing may fail, and no row may go."""
    if case.bench_before is None:
        return Done(0, "", 0)
    services = case.services()
    if not needs(case.before, "psycopg") or "DATABASE_URL" not in services:
        file = case.scratch / f"{case.database}.sqlite3"
        file.unlink(missing_ok=True)
        services["DATABASE_URL"] = f"sqlite:///{file}"
    # To draw the pictures takes longer than all the rest, and only their own tables hold them.
    leave_out = [] if any("/media/" in path for path in _moved(case)) else ["media"]
    script = f"leave_out = {leave_out}\n{BEFORE}{COUNT}"
    filled = case.bench_before.run(["python", "manage.py", "shell", "-v0", "-c", script], extra=services)
    if not filled.ok:
        return replace(filled, output=f"{filled.output}\nThis failed in the step before.")
    moved = case.bench.run(["python", "manage.py", "shell", "-v0", "-c", AFTER + COUNT], extra=services)
    if not moved.ok:
        return replace(moved, output=f"{moved.output}\nThis failed when the data came to this step.")
    lost = list(_lost(_counts(filled.output), _counts(moved.output)))
    return Done(1 if lost else 0, "\n".join(lost), filled.seconds + moved.seconds)


def _counts(output: str) -> dict[str, int]:
    lines = [line for line in output.splitlines() if line.startswith("counts ")]
    counts: dict[str, int] = json.loads(lines[-1].removeprefix("counts "))
    return counts


def _lost(before: Mapping[str, int], after: Mapping[str, int]) -> Iterable[str]:
    for table, count in before.items():
        if after.get(table, count) < count:
            yield f"the table {table} had {count} rows before the migration and {after[table]} after it"


# What a run proved must be what the next run would find: files in their order, and the store's tests know
# from `CI` that they judge, so properties are tried with the same examples each time.
PYTEST = ("pytest", "-x", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:randomly")
JUDGING = {"CI": "true"}


def _tests(case: Case) -> Done:
    return case.bench.run([*PYTEST, *_selected(case)], extra=JUDGING | case.services())


def _selected(case: Case) -> list[str]:
    """Return what to tell pytest for a step; without a path it runs the whole suite."""
    if case.whole:
        # Where all is tested, so are all migrations, from the first to the last.
        return list(FROM_NOTHING)
    return selection(case.before, case.tree, apart=case.apart)


def _has_tests(tree: Tree) -> bool:
    return any(TEST.fullmatch(path) for path in tree)


def _has_python(case: Case) -> bool:
    return any(path.endswith(PYTHON) for path in case.tree)


CHECKS = (
    Check("format", _has_python, _with_ruff_settings, _format),
    Check("lint", _has_python, _with_ruff_settings, _lint),
    Check("types", lambda case: case.typed and "mypy" in case.tools, _code, _types),
    Check("imports", lambda case: "importlinter" in case.tools, _code, _imports),
    Check("missing migrations", lambda case: "manage.py" in case.tree, _models, _no_missing_migration),
    Check("migration with data", _migrates, _both_codes, _migrate_with_data),
    Check("tests", lambda case: _has_tests(case.tree), _everything, _tests),
)
