"""The one error that the kit shows to people."""


class Problem(Exception):
    """Something that a person can put right, told in three parts.

    Args:
        what: what could not be done, as a sentence.
        found: what was there instead of what was expected.
        do: what puts it right.
    """

    def __init__(self, what: str, *, found: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.found = found
        self.do = do

    def __str__(self) -> str:
        return f"{self.what}\nFound: {self.found}\nDo: {self.do}"
