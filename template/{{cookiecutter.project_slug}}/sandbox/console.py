"""A page for people: what was asked, what the time is, what goes wrong next. At `/sandbox`."""

from collections.abc import Callable
from html import escape
from textwrap import dedent

from sandbox.control import Control
from sandbox.faults import Fault
from sandbox.server import Answer, App

STYLE = """
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
    body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
    table { border-collapse: collapse; width: 100%; font-size: .875rem }
    th, td { text-align: start; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8886;
        overflow-wrap: anywhere }
    form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
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
        control.sections += [self.faults, self.clock]
        app.route("GET", "/sandbox", lambda _: Answer.page(self.page()))

    def page(self) -> str:
        """All sections, and then what was asked."""
        sections: list[Callable[[], str]] = [*self.control.sections, self.journal]
        return page("Sandbox", "".join(f"<section>{section()}</section>" for section in sections))

    def faults(self) -> str:
        """What goes wrong next."""
        choices = "".join(f"<option>{fault.value}</option>" for fault in Fault)
        return (
            '<h2>Faults</h2><form method="post" action="/sandbox/faults">'
            f'<label>What goes wrong <select name="fault">{choices}</select></label>'
            '<label>How often <input name="times" type="number" value="1" min="0"></label>'
            '<label>Paths that begin with <input name="path" value="/v1/payment_intents"></label>'
            "<button>Let it happen</button></form>"
            '<form method="post" action="/sandbox/faults/release"><button>Let go of what is held</button>'
            "</form>"
        )

    def clock(self) -> str:
        """What the time is."""
        return (
            f"<h2>Clock</h2><p>It is {self.control.clock.now()} seconds after 1970.</p>"
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
