"""Files on a disk, each written at once or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A folder in which no half-written file is ever seen under its name.

    Names here are made of contents: what is written twice under one name is the same file, so writing over
    it changes nothing but its date, which tells that somebody has just taken it in.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Keep the name: who asks for it brings what belongs there."""
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
            try:
                part.writelines(content.chunks())
                part.flush()
                os.fsync(part.fileno())  # a name that outlives a power cut must not point at nothing
                Path(part.name).chmod(0o644)
                Path(part.name).replace(path)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
        return name
