"""A visitor who asks the shop over HTTP, as a browser would: cookies are kept, redirects followed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from deploy.release.errors import Wrong

ENOUGH = 2_000_000  # bytes of an answer; no page of the shop is as long


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status.

    Attributes:
        url: where it came from in the end, after all redirects.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        """The body as data, or nothing where it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


class Visitor:
    """Somebody new, with an empty cart.

    Args:
        shop: the shop's address, such as `https://shop.example.com`.
        patience: how many seconds one answer may take.

    Raises:
        Wrong: this is no address of a shop.
    """

    def __init__(self, shop: str, patience: float = 10.0) -> None:
        address = urlsplit(shop)
        if address.scheme not in {"http", "https"} or not address.netloc:
            raise Wrong(
                "This is no address of a shop.", found=f"`{shop}`.", do="write https:// and the host's name."
            )
        self.shop, self.patience = f"{address.scheme}://{address.netloc}", patience
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        """Ask for an address of the shop."""
        return self.ask("GET", path, None, {})

    def submit(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form as a page of the shop would, and follow where it leads."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), kind)

    def send(self, method: str, path: str, data: Any) -> Answer:
        """Send data as a program would."""
        return self.ask(method, path, json.dumps(data).encode(), {"Content-Type": "application/json"})

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Send a request and give what comes back.

        Raises:
            Wrong: nothing came back in time.
        """
        own = {"Origin": self.shop, "Sec-Fetch-Site": "same-origin", "User-Agent": "shop-smoke"}
        # The scheme was looked at above, and a redirect to a file is refused by urllib itself.
        request = Request(urljoin(self.shop, path), body, {**own, **headers}, method=method)  # noqa: S310
        try:
            with self.opener.open(request, timeout=self.patience) as response:
                return self.read(response)
        except HTTPError as error:  # an answer, too
            with error:
                return self.read(error)
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise Wrong(
                "The shop did not answer.",
                found=f"{method} {request.full_url}: {reason or type(error).__name__}.",
                do="look whether it runs, and at its log.",
            ) from error

    def read(self, response: Any) -> Answer:
        """Take an answer off the line."""
        text = response.read(ENOUGH).decode("utf-8", "replace")
        return Answer(response.status, response.url, dict(response.headers), text)


def expect(answer: Answer, status: int, what: str) -> Answer:
    """Give an answer back if it has the right status.

    Raises:
        Wrong: it has another one.
    """
    if answer.status == status:
        return answer
    raise Wrong(
        what,
        found=f"{answer.status} instead of {status} at {urlsplit(answer.url).path}.",
        do="look for this address in the release's log; the request is a few seconds old.",
    )
