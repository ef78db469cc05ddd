"""Why a drill did not go as it should."""


class DrillFailed(Exception):
    """The trouble was not seen, or was not cured, or the page and the shop do not say the same."""
