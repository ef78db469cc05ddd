"""Files that no row speaks of: what was left when an upload broke off, or when an image was deleted."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage

from shop.media.models import Image, Rendition

FOLDERS = ("images", "renditions")


def orphans(*, before: datetime) -> Iterator[str]:
    """Find the files without a row that were last written before a moment.

    Younger files are left alone: they may belong to an upload whose row is not there yet.
    Costs two queries, and one look at the date of each file without a row.
    """
    known = set(Image.objects.values_list("file", flat=True).iterator())
    known |= set(Rendition.objects.values_list("file", flat=True).iterator())
    for name in files_below(*FOLDERS):
        if name not in known and default_storage.get_modified_time(name) < before:
            yield name


def files_below(*folders: str) -> Iterator[str]:
    """Walk through folders of the storage, whatever kind of storage it is."""
    for folder in folders:
        if not default_storage.exists(folder):
            continue
        inner, names = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in sorted(names))
        yield from files_below(*(f"{folder}/{name}" for name in sorted(inner)))
