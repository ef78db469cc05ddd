"""Show what is on trial while it is: a bar on a terminal, a line for each thing elsewhere."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shopwright.course.verify import Result


class Progression:
    """Shows which step is on trial: a bar on a terminal, a line a step elsewhere."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.console = Console(stderr=True, quiet=quiet)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=self.console, transient=True)
        self.task = self.bar.add_task("", total=total)
        self.running: dict[str, None] = {}

    def begin(self, name: str) -> None:
        """Say that something is on trial."""
        self.running[name] = None
        self._describe()

    def end(self, name: str, line: str = "") -> None:
        """Say that it ended; `line` stays on the screen."""
        self.running.pop(name, None)
        self.bar.advance(self.task)
        if line:
            self.console.print(line, highlight=False, markup=False)
        self._describe()

    def _describe(self) -> None:
        self.bar.update(self.task, description=", ".join(self.running) or "done")

    def hear(self, step: str, result: Result | None) -> None:
        """Listen to a run of `verify`: a step begins (no result), or one of its checks has a result."""
        if result is None:
            self.begin(step)
        elif not result.ok:
            self.console.print(f"failed: {step}, {result.check}", highlight=False, markup=False)

    def hear_end(self, step: str, seconds: float) -> None:
        """Listen to a run of `verify`: a step ended."""
        self.end(step, "" if self.console.is_terminal else f"{step} {seconds:.1f} s")
