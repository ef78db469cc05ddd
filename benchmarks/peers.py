"""Other people's shops, each in an environment of its own: what is compared, and at which version."""

import os
import subprocess
import sys
from pathlib import Path

from shopwright.course.environment import find_uv
from shopwright.store import ROOT, TEMPLATE

# The one place that says it. Django, gunicorn and the rest are of the store's own pins, for all the same.
OSCAR = "django-oscar==4.2.1"
BESIDE = ("django", "dj-database-url", "gunicorn", "psycopg[binary]")
PINS = TEMPLATE / "{{cookiecutter.project_slug}}" / "constraints.txt"


def oscar() -> Path:
    """Install django-oscar below `build/`, if it is not there, and give its Python."""
    folder = ROOT / "build" / "peers" / "oscar"
    python, uv = folder / "bin" / "python", find_uv(ROOT)
    env = {**os.environ, "VIRTUAL_ENV": str(folder), "UV_PYTHON_DOWNLOADS": "never"}
    if not python.exists():
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder], check=True, env=env)
    subprocess.run([uv, "pip", "install", "-q", OSCAR, *BESIDE, "-c", PINS], check=True, env=env)
    return python
