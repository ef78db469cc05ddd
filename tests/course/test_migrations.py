"""A database with data is brought from each step to the next, here of a Django project of two steps."""

from pathlib import Path

import pytest

from shopwright.course.checks import CHECKS
from shopwright.course.manifest import load_course
from shopwright.course.servers import Servers
from shopwright.course.template import Template
from shopwright.course.verify import Proofs, Run, Verdict, chosen

ABOUT = [check for check in CHECKS if "migration" in check.name]
CHAPTER = """\
slug = "ledger"
title = "A ledger"
part = "Bakery"
summary = "What was sold."

[[step]]
slug = "model"
commit = "Write down what was sold"
why = "A ledger."
files = ["manage.py", "settings.py", "ledger/**"]

[[step]]
slug = "change"
commit = "Write down when"
why = "A date."
files = ["ledger/migrations/0002_change.py"]
"""
COOKIECUTTER = """\
{
  "project_slug": "ledger",
  "_extensions": ["ledger_template.LedgerExtension"],
  "_jinja2_env_vars": {"block_start_string": "# {%", "trim_blocks": true, "lstrip_blocks": true}
}
"""
FILES = {
    "manage.py": """\
import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
execute_from_command_line(sys.argv)
""",
    "settings.py": """\
import os

SECRET_KEY = "ledger"
INSTALLED_APPS = ["ledger"]
NAME = os.environ.get("DATABASE_URL", "sqlite:///ledger.sqlite3").removeprefix("sqlite:///")
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": NAME}}
""",
    "ledger/__init__.py": "",
    "ledger/migrations/__init__.py": "",
    "ledger/management/__init__.py": "",
    "ledger/management/commands/__init__.py": "",
    "ledger/management/commands/seed_catalog.py": """\
from django.core.management.base import BaseCommand

from ledger.models import Sale


class Command(BaseCommand):
    def add_arguments(self, parser: object) -> None:
        parser.add_argument("--without", nargs="+")

    def handle(self, **options: object) -> None:
        Sale.objects.create(number=1, cents=100)
        Sale.objects.create(number=2, cents=200)
""",
    "ledger/models.py": """\
from django.db import models


class Sale(models.Model):
    number = models.IntegerField(primary_key=True)
    cents = models.IntegerField()
    # {% if reached("ledger.change") %}
    note = models.CharField(max_length=20, default="")
    # {% endif %}
""",
    "ledger/migrations/0001_sale.py": """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            "Sale",
            [
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("cents", models.IntegerField()),
            ],
        )
    ]
""",
    "ledger/migrations/0002_change.py": """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_sale")]
    operations = [
        migrations.AddField("sale", "note", models.CharField(max_length=20, default="")),
    ]
""",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A course of two steps about a ledger."""
    (tmp_path / "chapters/01-ledger").mkdir(parents=True)
    (tmp_path / "chapters/01-ledger/chapter.toml").write_text(CHAPTER, "utf-8")
    project = tmp_path / "template" / "{{cookiecutter.project_slug}}"
    project.mkdir(parents=True)
    (tmp_path / "template/cookiecutter.json").write_text(COOKIECUTTER, "utf-8")
    extension = Path(__file__).parent / "mini/template/till_template.py"
    text = extension.read_text("utf-8").replace("TillExtension", "LedgerExtension")
    (tmp_path / "template/ledger_template.py").write_text(text, "utf-8")
    for path, content in FILES.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(content, "utf-8")
    return tmp_path


def edit(ledger: Path, path: str, old: str, new: str) -> None:
    file = ledger / "template/{{cookiecutter.project_slug}}" / path
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def verified(root: Path, environment: Path) -> Verdict:
    course = load_course(root)
    with Servers(environment, root / "build" / "servers") as servers:
        run = Run(
            course,
            Template(root / "template"),
            environment,
            root / "build",
            servers,
            Proofs(None),
            checks=ABOUT,
        )
        return run.verify(chosen(course, []), jobs=2)


def test_a_sound_migration_keeps_its_rows(ledger: Path, django: Path) -> None:
    verdict = verified(ledger, django)

    assert verdict.failures == ()
    assert [result.step for result in verdict.results if result.check == "migration with data"] == [
        "ledger.change"
    ]


def test_a_missing_migration_names_its_step_and_what_is_missing(ledger: Path, django: Path) -> None:
    note = '    note = models.CharField(max_length=20, default="")\n'
    edit(ledger, "ledger/models.py", note, f"{note}    grams = models.IntegerField(default=0)\n")

    (failure,) = verified(ledger, django).failures

    assert (failure.step, failure.check) == ("ledger.change", "missing migrations")
    assert failure.place == "ledger/migrations/0003_sale_grams.py:1"


def test_a_migration_that_fails_on_existing_rows_is_caught(ledger: Path, django: Path) -> None:
    added = 'migrations.AddField("sale", "note", models.CharField(max_length=20, default="")),'
    doubled = f'{added}\n        migrations.RunSQL("CREATE UNIQUE INDEX once ON ledger_sale (note)"),'
    edit(ledger, "ledger/migrations/0002_change.py", added, doubled)

    (failure,) = verified(ledger, django).failures

    assert (failure.step, failure.check) == ("ledger.change", "migration with data")
    assert "UNIQUE constraint failed" in failure.excerpt
    assert failure.excerpt.endswith("This failed when the data came to this step.")


def test_a_migration_that_loses_rows_is_caught(ledger: Path, django: Path) -> None:
    added = 'migrations.AddField("sale", "note", models.CharField(max_length=20, default="")),'
    losing = f'{added} migrations.RunSQL("DELETE FROM ledger_sale WHERE cents > 100"),'  # noqa: S608
    edit(ledger, "ledger/migrations/0002_change.py", added, losing)

    (failure,) = verified(ledger, django).failures

    assert failure.excerpt.splitlines()[-1] == (
        "the table ledger_sale had 2 rows before the migration and 1 after it"
    )
