"""How a domain says no: with a stable code for programs, and three sentences for a person."""

from typing import ClassVar


class ShopError(Exception):
    """The shop refuses what was asked. Each domain's refusals are subclasses, in its `errors.py`.

    Args:
        found: what is the case.
        do: what to do about it.
        expected: what should have been the case, where the title does not say so already.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int] = 409

    def __init__(self, *, found: str, do: str, expected: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.do = do

    @property
    def detail(self) -> str:
        """What was found, what was expected, what to do."""
        named = {"Found": self.found, "Expected": self.expected, "Do": self.do}
        return "\n".join(f"{name}: {text}" for name, text in named.items() if text)

    def __str__(self) -> str:
        return f"{self.title}\n{self.detail}"
