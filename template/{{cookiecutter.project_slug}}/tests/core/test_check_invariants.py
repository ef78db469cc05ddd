"""The sweeper says what drifted, what to do about it, and does it when it is told to."""

from collections.abc import Callable, Iterable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from shop.core import invariants
from shop.core.errors import ShopError
from shop.core.invariants import Drift, invariant


class Refused(ShopError):
    """Stands for whatever keeps a repair from being done."""

    code = "refused"
    title = "It cannot be repaired now."


@pytest.fixture(autouse=True)
def none_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test says must hold: what the domains say was read before it is put away."""
    invariants.invariants()
    monkeypatch.setattr(invariants, "_invariants", {})


def holds(name: str, drifts: Callable[[], Iterable[Drift]] = list) -> None:
    """Let there be an invariant."""
    invariant(name, f"All of {name} is well.")(drifts)


def swept(*arguments: str, fails: bool = False) -> str:
    """What the command says, with its last word if it fails."""
    out = StringIO()
    if not fails:
        call_command("check_invariants", *arguments, stdout=out)
        return out.getvalue()
    with pytest.raises(CommandError) as caught:
        call_command("check_invariants", *arguments, stdout=out)
    return f"{out.getvalue()}{caught.value}"


def test_what_holds_is_said_in_a_line() -> None:
    holds("stock")
    holds("money")

    assert swept() == "money: holds. All of money is well.\nstock: holds. All of stock is well.\n"


def test_it_can_be_quiet() -> None:
    holds("stock")

    assert swept("-v0") == ""


def test_what_drifted_is_explained_and_left() -> None:
    mended: list[str] = []
    holds("stock", lambda: [Drift("7 is not 9.", "a typing error.", "write 9.", lambda: mended.append("9"))])

    assert swept(fails=True) == (
        "stock: 1 drifted. All of stock is well.\n"
        "  7 is not 9.\n"
        "    Likely: a typing error.\n"
        "1 drifted. --repair-plan says what to do."
    )
    assert "    Repair: write 9.\n1 drifted. --repair does what" in swept("--repair-plan", fails=True)
    assert mended == []


def test_a_repair_is_done_when_it_is_wanted() -> None:
    mended: list[str] = []
    holds("stock", lambda: [Drift("7 is not 9.", "a typing error.", "write 9.", lambda: mended.append("9"))])

    assert "    Repaired: write 9.\n" in swept("--repair")
    assert mended == ["9"]


def test_what_cannot_be_repaired_needs_a_person() -> None:
    def refuse() -> None:
        raise Refused(found="a promise.", do="free it.")

    holds("stock", lambda: [Drift("A.", "B.", "C.", refuse), Drift("D.", "E.", "none.")])

    said = swept("--repair", fails=True)

    assert "    Not repaired: It cannot be repaired now.\nFound: a promise." in said
    assert said.endswith("2 drifted. What was not repaired needs a person.")


def test_one_may_be_asked_alone() -> None:
    holds("stock", lambda: [Drift("A.", "B.", "C.")])
    holds("money")

    assert swept("money") == "money: holds. All of money is well.\n"


def test_an_invariant_that_nobody_knows_is_refused() -> None:
    holds("stock")

    with pytest.raises(CommandError, match=r"Found: stok\.\nDo: choose among stock"):
        call_command("check_invariants", "stok")
