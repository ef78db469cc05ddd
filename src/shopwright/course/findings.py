"""What `lint` reports."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing that a course lacks or does wrong, and the place to put it right."""

    file: Path
    line: int
    message: str
