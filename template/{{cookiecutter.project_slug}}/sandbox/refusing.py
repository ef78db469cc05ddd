"""What the sandbox never does: run beside a shop that takes real money."""

from collections.abc import Mapping

ALLOWED = ("development", "test")
LIVE = ("sk_live", "rk_live", "pk_live")


class RefusesToRun(RuntimeError):
    """This is no place for a sandbox; the message says why."""


def refuse_real_money(environment: Mapping[str, str]) -> None:
    """Stop where real buyers could be told that they have paid.

    Args:
        environment: the variables of this process.

    Raises:
        RefusesToRun: the stage is not development or test, or a live key is set.
    """
    stage = environment.get("SHOP_ENV") or "production"  # as for the shop: forgetting must be safe
    if stage not in ALLOWED:
        raise RefusesToRun(
            "The sandbox does not run here: it would say that things are paid which nobody has paid.\n"
            f"Found: SHOP_ENV is `{stage}`.\n"
            "Do: on a developer's machine, run `SHOP_ENV=development python -m sandbox`."
        )
    # Which variable it is, is told; what stands in it, is not.
    live = [name for name, value in environment.items() if value.startswith(LIVE)]
    if live:
        raise RefusesToRun(
            "The sandbox does not run here: this environment has a key for real money.\n"
            f"Found: a live key in {', '.join(sorted(live))}.\n"
            "Do: take it out of this environment, or talk to the provider instead."
        )
