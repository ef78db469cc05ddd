"""What went wrong, in the three parts in which whoever is on duty needs it."""


class Wrong(Exception):
    """Something about a release, or about what was asked of us, is not right.

    Args:
        what: what did not work, in one clause.
        found: what was seen instead.
        do: what a person can do about it.
    """

    def __init__(self, what: str, *, found: str, do: str) -> None:
        self.what, self.found, self.do = what, found, do
        super().__init__(f"{what}\nFound: {found}\nDo: {do}")
