"""Files are written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class FullDisk(ContentFile[bytes]):
    """A file of which the second half does not fit."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the first half, then fail as a full disk does."""
        yield b"half"
        raise OSError(28, "No space left on device")


def files(folder: Path) -> list[str]:
    """All files below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_that_broke_off_leaves_nothing(media_root: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("images/ab/cd.jpg", FullDisk(b""))

    assert files(media_root) == []


def test_a_file_keeps_its_name_however_often_it_is_written(media_root: Path) -> None:
    names = [default_storage.save("images/ab/cd.jpg", ContentFile(b"whole")) for _ in range(2)]

    assert names == ["images/ab/cd.jpg"] * 2
    assert files(media_root) == ["images/ab/cd.jpg"]
    assert (media_root / "images/ab/cd.jpg").stat().st_mode & 0o777 == 0o644
