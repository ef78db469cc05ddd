"""What can be asked of Stripe, one module a kind of thing. A module that lies here is found."""

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Let every module name its operations."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
