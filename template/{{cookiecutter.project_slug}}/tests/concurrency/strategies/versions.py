"""Do not wait: write only if nobody has written since the look, and otherwise begin again."""

import random
import time

from django.db import transaction

from tests.concurrency.strategies.base import Lines, OnShelf, execute, summed


class Overtaken(Exception):
    """Somebody else wrote between the look and the write."""


class Versions(OnShelf):
    """Optimism: cheap where people rarely meet. Where they do, most of the work is done to be thrown away."""

    def __init__(self) -> None:
        self.retries = 0

    def take(self, lines: Lines) -> bool:
        """Try until nobody came between; wait longer each time, and not all for the same time."""
        turn = 0
        while True:
            try:
                return self.tried(summed(lines))
            except Overtaken:
                self.retries += 1
                turn += 1
                time.sleep(random.uniform(0, min(0.001 * 2**turn, 0.05)))  # noqa: S311 - nobody guesses it

    @transaction.atomic
    def tried(self, units: dict[int, int]) -> bool:
        """Look, and write what was looked at."""
        looked = execute(
            "SELECT id, on_hand - held, version FROM laboratory_shelf WHERE id = ANY(%s) ORDER BY id",
            [list(units)],
        )
        if any(free < units[thing] for thing, free, _ in looked):
            return False
        for thing, _, version in looked:
            if not execute(
                "UPDATE laboratory_shelf SET held = held + %s, version = version + 1"
                " WHERE id = %s AND version = %s RETURNING id",
                [units[thing], thing, version],
            ):
                raise Overtaken
        return True
