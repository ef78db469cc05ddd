"""What tests in a real browser have in common."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from shopwright.store import ROOT

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SCHEMES = ("light", "dark")


def context(browser: Browser, width: int = 1440, **options: Any) -> BrowserContext:
    """A window of its own, in which nothing moves of itself."""
    options.setdefault("reduced_motion", "reduce")
    return browser.new_context(viewport={"width": width, "height": 900}, **options)


@dataclass
class Heard:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))


def found_by_axe(page: Page) -> list[str]:
    """What axe finds on a page; the scripts of the site must be installed."""
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    return [
        f"{rule['id']}: {node['target'][0]}: {node.get('failureSummary', '').splitlines()[1:2]}"
        for rule in page.evaluate("axe.run()")["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
