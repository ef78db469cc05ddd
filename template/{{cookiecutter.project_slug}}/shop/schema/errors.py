"""What keeps the tables from being changed. A person at a terminal reads it, and no shopper."""


class SchemaError(RuntimeError):
    """The tables were not changed, or not yet.

    Args:
        what: what did not happen.
        found: what is the case.
        do: what to do about it.
    """

    def __init__(self, what: str, *, found: str, do: str) -> None:
        super().__init__(f"{what}\nFound: {found}\nDo: {do}")
