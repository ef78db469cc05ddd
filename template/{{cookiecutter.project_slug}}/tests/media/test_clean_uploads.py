"""Files without a row are found and removed; young ones and those in use are not."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from shop.core import clock
from shop.media.models import Image
from tests.media.builders import an_image

pytestmark = pytest.mark.django_db


def clean(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("clean_uploads", *arguments, stdout=out)
    return out.getvalue()


def grow_old(folder: Path, hours: int = 48) -> None:
    """Let all files be from some hours ago."""
    moment = (clock.now() - timedelta(hours=hours)).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def names(folder: Path) -> set[str]:
    """The names of all files."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def an_orphan(media_root: Path) -> Path:
    """A file of an image whose row is gone, beside an image that is whole; both old."""
    kept, gone = an_image((700, 500)), an_image((100, 50))
    path = Path(gone.file.path)
    gone.delete()
    assert kept.file.name
    grow_old(media_root)
    return path


def test_what_has_no_row_is_removed_and_the_rest_stays(an_orphan: Path, media_root: Path) -> None:
    said = clean()

    kept = Image.objects.get()
    assert said.startswith("Removed 2 files without a row, ")
    assert names(media_root) == {
        Path(str(file.name)).name for file in [kept.file, *(copy.file for copy in kept.renditions.all())]
    }


def test_a_dry_run_names_the_files_and_removes_none(an_orphan: Path, media_root: Path) -> None:
    before = names(media_root)

    said = clean("--dry-run")

    assert an_orphan.name in said
    assert said.splitlines()[-1].startswith("Would remove 2 files without a row")
    assert names(media_root) == before


def test_a_young_file_may_be_waiting_for_its_row(an_orphan: Path) -> None:
    an_orphan.touch()

    said = clean()

    assert said.startswith("Removed 1 files")
    assert an_orphan.exists()


def test_what_a_killed_process_left_half_written_goes_too(an_orphan: Path, media_root: Path) -> None:
    part = an_orphan.parent / ".part-x1"
    part.write_bytes(b"half")
    grow_old(media_root)

    clean()

    assert not part.exists()


def test_an_empty_shop_has_nothing_to_clean() -> None:
    assert clean() == "Removed 0 files without a row, 0 KB.\n"
