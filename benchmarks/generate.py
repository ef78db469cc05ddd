"""How long it takes to generate the store, and what the hooks take of it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cookiecutter.generate import generate_context
from cookiecutter.prompt import prompt_for_config
from cookiecutter.utils import create_env_with_context, work_in

from benchmarks.figures import Figure, seconds
from shopwright.store import ROOT, TEMPLATE

BIN = Path(sys.executable).parent


def run() -> list[Figure]:
    """Measure generation with cold and warm caches, and each hook alone."""
    with tempfile.TemporaryDirectory() as folder:
        cold = seconds(lambda: _generate(Path(tempfile.mkdtemp(dir=folder))), times=5)
        warm_cache = Path(tempfile.mkdtemp(dir=folder))
        _generate(warm_cache)
        warm = seconds(lambda: _generate(warm_cache), times=5)
        hooks = [(name, _hook(name, Path(folder))) for name in ("pre_gen_project", "post_gen_project")]
    return [
        Figure("store generated, first time", cold, "s", below=2),
        Figure("store generated, again", warm, "s", below=2),
        *(Figure(f"hook {name}", taken, "s", below=1) for name, taken in hooks),
    ]


def _generate(cache: Path) -> None:
    command: list[str | Path] = [
        BIN / "cookiecutter",
        ROOT,
        "--no-input",
        "--default-config",
        "preset=everything",
    ]
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "XDG_CACHE_HOME": str(cache), "HOME": str(cache)}
        subprocess.run(
            [*command, "--output-dir", folder], check=True, env=env, cwd=folder, stdout=subprocess.DEVNULL
        )


def _hook(name: str, folder: Path) -> float:
    """Render a hook as cookiecutter does, and time it in an empty folder of its own."""
    sys.path.append(str(TEMPLATE))
    context = generate_context(str(TEMPLATE / "cookiecutter.json"), extra_context={"preset": "minimal"})
    context["cookiecutter"] = prompt_for_config(context, no_input=True)
    with work_in(TEMPLATE):
        env = create_env_with_context(context)
        text = env.from_string((TEMPLATE / f"hooks/{name}.py").read_text("utf-8")).render(**context)
    script = folder / f"{name}.py"
    script.write_text(text, "utf-8")
    place = folder / name
    place.mkdir()
    command: list[str | Path] = [sys.executable, script]
    return seconds(lambda: subprocess.run(command, check=True, cwd=place, stdout=subprocess.DEVNULL), times=5)
