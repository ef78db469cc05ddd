"""Fill in a page's form as a browser does: what is not touched is sent as it stands there."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Fields(HTMLParser):
    """What a page's fields hold, by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.select = self.textarea = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field that has a value from the beginning."""
        told = dict(attrs)
        name = told.get("name") or ""
        is_box = told.get("type") in {"checkbox", "radio"}
        if tag == "input" and told.get("type") != "submit" and ("checked" in told or not is_box):
            self.values[name] = told.get("value") or ("on" if is_box else "")
        elif tag == "textarea":
            self.textarea = name
            self.values[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in told:
            self.values[self.select] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a text."""
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        """Read a text; its first line break is not part of it."""
        if self.textarea:
            self.values[self.textarea] += data.removeprefix("\n")


def submit(client: Client, page: str, **changes: Any) -> Any:
    """Open a page, change some of its fields, and send its form; gives the answer with its messages.

    Args:
        changes: values by field name, with `__` where the name has a hyphen; None unticks or leaves out.
    """
    fields = Fields(client.get(page).content.decode()).values
    fields |= {name.replace("__", "-"): value for name, value in changes.items()}
    sent = {name: value for name, value in fields.items() if name and value is not None}
    return client.post(page, sent, follow=True)
