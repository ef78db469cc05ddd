"""A production process writes JSON, and a developer's writes lines."""

import json
import subprocess
import sys
from pathlib import Path

from tests.config.test_production import SAFE

ROOT = Path(__file__).resolve().parents[2]
SAY = "import logging; logging.getLogger('shop').warning('not sent to %s', 'ada@example.com')"


def said(**variables: str) -> str:
    """What a process of its own writes when it warns of something."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SAY],
        cwd=ROOT,
        env={"REDIS_URL": "redis://cache.internal:6379/0"} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def test_in_production_a_line_is_an_object() -> None:
    told = json.loads(said(**{name.upper(): str(value) for name, value in SAFE.items()}))

    assert told.pop("at").endswith("Z")
    assert told == {"level": "WARNING", "logger": "shop", "message": "not sent to [gone]"}


def test_in_development_a_line_can_be_read() -> None:
    line = said(SHOP_ENV="development", SECRET_KEY="x", DATABASE_URL=str(SAFE["database_url"]))

    assert line.endswith(" WARNING shop not sent to [gone]\n")
