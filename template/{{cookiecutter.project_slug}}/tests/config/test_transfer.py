"""No buyer in production is told to transfer money to the account of an example."""

import tomllib

import pytest

from config.environment import ROOT, Stage
from config.transfer import EXAMPLE, is_offered

OURS = "GB33 BUKB 2020 1555 5555 55"


@pytest.mark.parametrize(
    ("stage", "iban", "offered"),
    [
        (Stage.PRODUCTION, "DE89 3704 0044 0532 0130 00", False),
        (Stage.PRODUCTION, EXAMPLE, False),
        (Stage.PRODUCTION, "", False),
        (Stage.PRODUCTION, OURS, True),
        (Stage.DEVELOPMENT, EXAMPLE, True),
    ],
)
def test_in_production_a_transfer_goes_to_an_account_of_our_own(
    stage: Stage, iban: str, offered: bool
) -> None:
    assert is_offered(stage, {"iban": iban}) is offered


def test_the_account_of_a_new_shop_is_the_example() -> None:
    chosen = tomllib.loads((ROOT / "config" / "shop.toml").read_text(encoding="utf-8"))

    assert not is_offered(Stage.PRODUCTION, chosen["transfer"])
