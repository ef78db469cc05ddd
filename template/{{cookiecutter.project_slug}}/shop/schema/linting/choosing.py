"""Which migrations to judge: those that the base branch does not have, or all since the shop opened."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from shop.schema.errors import SchemaError
from shop.schema.linting.findings import ROOT, file_of


def own(loader: MigrationLoader) -> Iterator[Migration]:
    """The shop's own migrations, in an order in which they can run."""
    labels = {app.label for app in apps.get_app_configs() if app.name.startswith("shop.")}
    ordered: list[tuple[str, str]] = []
    for leaf in sorted(loader.graph.leaf_nodes()):
        ordered += [key for key in loader.graph.forwards_plan(leaf) if key not in ordered]
    return (loader.graph.nodes[key] for key in ordered if key[0] in labels)


def since_the_shop_opened(loader: MigrationLoader) -> list[Migration]:
    """All that could hold up a shopper: what ran before there was one is left out."""
    first = settings.MIGRATIONS_OPENED_WITH
    return [one for one in own(loader) if one.name > first.get(one.app_label, "")]


def named(loader: MigrationLoader, names: list[str]) -> list[Migration]:
    """Those of these names: orders.0006_email_key.

    Raises:
        SchemaError: there is none of that name.
    """
    known = {f"{one.app_label}.{one.name}": one for one in own(loader)}
    if missing := [name for name in names if name not in known]:
        raise SchemaError(
            "The migrations were not judged.",
            found=f"no {missing[0]}.",
            do="name app.0001_name, as files are.",
        )
    return [known[name] for name in names]


def not_on(base: str, loader: MigrationLoader) -> list[Migration]:
    """Those whose file the base branch does not have, or has otherwise.

    Raises:
        SchemaError: git knows no such branch.
    """
    fresh = set(git("diff", "--name-only", base, "--", "*/migrations/*.py"))
    fresh |= set(git("ls-files", "--others", "--exclude-standard", "--", "*/migrations/*.py"))
    return [one for one in own(loader) if str(file_of(one).relative_to(ROOT)) in fresh]


def git_folder() -> Path:
    """Where git is asked."""
    return ROOT


def git(*words: str) -> list[str]:
    """Ask git, and give its lines.

    Raises:
        SchemaError: it does not know.
    """
    done = subprocess.run(
        ["git", "-C", str(git_folder()), *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SchemaError(
            "The migrations were not judged.",
            found=f"git says: {done.stderr.strip().splitlines()[-1]}",
            do="name the branch that is released, BASE=origin/main, or leave BASE out to judge all.",
        )
    return done.stdout.splitlines()
