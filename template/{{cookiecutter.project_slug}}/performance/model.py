"""What shoppers do, as numbers: a walk from page to page, with pauses, that begins at random moments."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose, log
from pathlib import Path
from random import Random

MODEL = Path(__file__).with_name("model.toml")
PAGES = ("home", "shelf", "product", "add", "cart", "checkout", "review", "pay", "order")
LONGEST = 200  # pages; a model that leads in circles must not make visits without an end


class BadModel(ValueError):
    """A model that cannot be walked; the message says what was found and what to do."""


@dataclass(frozen=True)
class Model:
    """Shoppers, as shares.

    Attributes:
        begins: where visits begin; adds up to one.
        leads: from each page to the next; what is missing to one leaves.
        middle, spread: of the pauses, in seconds.
        twice: the share of orders whose button is clicked twice.
    """

    seed: int
    begins: Mapping[str, float]
    leads: Mapping[str, Mapping[str, float]]
    middle: float
    spread: float
    twice: float

    def visit(self, random: Random) -> list[str]:
        """The pages of one visit."""
        pages = [drawn(self.begins, random)]
        while (after := drawn(self.leads[pages[-1]], random)) and len(pages) < LONGEST:
            pages.append(after)
        return pages

    def pause(self, random: Random) -> float:
        """How long somebody looks at a page before they ask for the next."""
        return random.lognormvariate(log(self.middle), self.spread)

    def expected(self) -> dict[str, float]:
        """How often a visit comes to each page, on average: the walk's sums, without walking."""
        here, sums = dict(self.begins), dict.fromkeys(PAGES, 0.0)
        while sum(here.values()) > 1e-12:
            after = dict.fromkeys(PAGES, 0.0)
            for page, share in here.items():
                sums[page] += share
                for to, part in self.leads[page].items():
                    after[to] += share * part
            here = after
        return sums


def drawn(shares: Mapping[str, float], random: Random) -> str:
    """One of these names, each as often as its share says; nothing for what is missing to one."""
    left = random.random()
    for name, share in shares.items():
        left -= share
        if left < 0:
            return name
    return ""


def arrivals(rate: float, seconds: float, random: Random) -> list[float]:
    """The moments at which visits begin: so many a second, each without regard to the others.

    People do not wait for each other, and not for the shop either. A test whose next visitor comes when the
    last was served asks a slow shop less often, and then finds it fast.
    """
    moments, at = [], random.expovariate(rate)
    while at < seconds:
        moments.append(at)
        at += random.expovariate(rate)
    return moments


def read_model(file: Path = MODEL) -> Model:
    """Read a model.

    Raises:
        BadModel: it leads to pages that do not exist, or its shares are none.
    """
    told = tomllib.loads(file.read_text("utf-8"))
    leads = told["leads"]
    if unknown := {*told["begins"], *leads, *(to for shares in leads.values() for to in shares)} - {*PAGES}:
        raise BadModel(
            f"The model names pages that shoppers do not have.\nFound: {', '.join(sorted(unknown))}.\n"
            f"Do: use {', '.join(PAGES)}."
        )
    if missing := [page for page in PAGES if page not in leads]:
        found = ", ".join(missing)
        raise BadModel(f"The model does not say where pages lead.\nFound: no {found}.\nDo: add them.")
    for name, shares in {"begins": told["begins"], **leads}.items():
        total = sum(shares.values())
        if total > 1 + 1e-9 or min(shares.values(), default=0) < 0:
            do = "stay within 0 and 1"
            raise BadModel(f"The shares of `{name}` are none.\nFound: {total:g} in sum.\nDo: {do}.")
    if not isclose(total := sum(told["begins"].values()), 1):
        raise BadModel(f"Not every visit begins somewhere.\nFound: {total:g} in sum.\nDo: make it 1.")
    thinks = told["thinks"]
    return Model(
        told["seed"], told["begins"], leads, thinks["middle"], thinks["spread"], told["clicks"]["twice"]
    )
