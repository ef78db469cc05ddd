"""Tests of a step begin with a copy of a database that an earlier step with the same migrations has made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopwright.course.bench import Bench, lay_out
from shopwright.course.plugins import FROM_NOTHING
from shopwright.course.servers import Servers
from shopwright.course.tree import Blob

MIGRATION = """\
from pathlib import Path
from django.db import migrations, models

def note(apps, schema_editor):
    with Path("applied").open("a") as file:
        file.write("once ")

class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunPython(note),
        migrations.CreateModel("Sale", [("id", models.AutoField(primary_key=True))]),
    ]
"""
FILES = {
    "pyproject.toml": """\
dependencies = ["psycopg"]
dev = ["pytest-django"]
[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "settings"
pythonpath = ["."]
""",
    "settings.py": """\
import os
import dj_database_url

INSTALLED_APPS = ["till"]
DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
""",
    "till/__init__.py": "",
    "till/models.py": """\
from django.db import models

class Sale(models.Model):
    id = models.AutoField(primary_key=True)
""",
    "till/migrations/__init__.py": "",
    "till/migrations/0001_initial.py": MIGRATION,
    "tests/test_till.py": """\
import pytest
from till.models import Sale

@pytest.mark.django_db(transaction=True)
def test_a_sale_is_the_only_one():
    Sale.objects.create()
    assert Sale.objects.count() == 1
""",
}


class Till:
    """A small shop on a real server."""

    def __init__(self, folder: Path, environment: Path, servers: Servers) -> None:
        self.folder = folder
        lay_out({path: Blob(text.encode()) for path, text in FILES.items()}, folder, environment)
        self.bench = Bench(folder, {"DATABASE_URL": servers.database("till")})

    def test(self, *options: str) -> str:
        """Run its tests, which must pass, and say for which of the runs migrations were applied."""
        done = self.bench.run(["pytest", "-q", *options])
        assert done.ok, done.output
        return (self.folder / "applied").read_text().strip()


@pytest.fixture
def till(django: Path, tmp_path: Path) -> Iterator[Till]:
    with Servers(django, tmp_path / "servers") as servers:
        yield Till(tmp_path / "till", django, servers)


def test_equal_migrations_are_applied_once_and_others_anew(till: Till) -> None:
    assert [till.test(), till.test()] == ["once", "once"]

    (till.folder / "till/migrations/0001_initial.py").write_text(MIGRATION.replace("once ", "again "))

    assert [till.test(), till.test()] == ["once again", "once again"]


def test_on_a_server_that_stays_a_new_one_takes_the_place_of_the_old(till: Till) -> None:
    till.bench.variables["SHOPWRIGHT_KEEPS_ONE"] = "yes"
    till.test()
    (till.folder / "till/migrations/0001_initial.py").write_text(MIGRATION.replace("once ", "again "))
    till.test()
    (till.folder / "till/migrations/0001_initial.py").write_text(MIGRATION)

    assert till.test() == "once again once"


def test_where_all_is_proven_a_database_comes_from_nothing(till: Till) -> None:
    assert [till.test(), till.test(*FROM_NOTHING)] == ["once", "once once"]
