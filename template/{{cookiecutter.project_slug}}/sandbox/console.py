"""A page for people: what was asked, what the time is, what goes wrong next. At `/sandbox`."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from textwrap import dedent

from sandbox.control import Control
from sandbox.server import Answer, App

STYLE = """
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
    body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
    table { border-collapse: collapse; width: 100%; font-size: .875rem }
    th, td { text-align: start; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8886;
        overflow-wrap: anywhere }
    *, ::before { box-sizing: border-box }
    form { margin-block: .75rem; display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
    label { display: grid; font-size: .875rem }
    input, select, button { font: inherit; padding: .35rem .6rem; min-height: 2.5rem }
"""
SHOWN = 50


def page(title: str, body: str) -> str:
    """A page with nothing from anywhere else."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{dedent(STYLE)}</style>'
        f"<main><h1>{escape(title)}</h1>{body}</main></html>"
    )


def table(names: list[str], rows: list[list[object]]) -> str:
    """Rows below names."""
    head = "".join(f'<th scope="col">{escape(name)}' for name in names)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in row) for row in rows)
    return f"<table><thead><tr>{head}<tbody>{body}</table>"


class Console:
    """The page. What joins the sandbox puts a section of its own there."""

    def __init__(self, app: App, control: Control) -> None:
        self.app = app
        self.control = control
        control.sections.append(self.clock)
        app.route("GET", "/sandbox", lambda _: Answer.page(self.page()))

    def page(self) -> str:
        """All sections, and then what was asked."""
        sections: list[Callable[[], str]] = [*self.control.sections, self.journal]
        return page("Sandbox", "".join(f"<section>{section()}</section>" for section in sections))

    def clock(self) -> str:
        """What the time is."""
        now = datetime.fromtimestamp(self.control.clock.now(), UTC)
        return (
            f"<h2>Clock</h2><p>In here it is {now:%d %B %Y, %H:%M:%S} UTC.</p>"
            '<form method="post" action="/sandbox/clock">'
            '<label>Seconds to pass <input name="advance" type="number" value="86400"></label>'
            "<button>Let them pass</button></form>"
        )

    def journal(self) -> str:
        """What was asked last."""
        rows: list[list[object]] = [
            [
                one.request.method,
                one.request.path,
                one.answer.silent or one.answer.status,
                one.request.header("Idempotency-Key"),
                one.request.id,
            ]
            for one in list(self.app.journal)[: -SHOWN - 1 : -1]
        ]
        return "<h2>Asked last</h2>" + table(["Method", "Path", "Answer", "Idempotency key", "Request"], rows)
