"""Whether the door for messages refuses what is not signed."""

from deploy.release.asking import Visitor
from deploy.release.checks import Look
from deploy.release.errors import Wrong

DOOR = "/webhooks/stripe/"


def knock(visitor: Visitor) -> str:
    """Bring a message that nobody has signed.

    Raises:
        Wrong: it is not refused.
    """
    answer = visitor.send("POST", DOOR, {"type": "payment_intent.succeeded"})
    if answer.status != 401:
        raise Wrong(
            "The door for messages does not refuse strangers.",
            found=f"{answer.status} instead of 401 at {DOOR}.",
            do="look at WEBHOOK_SECRETS, and at the log of this minute.",
        )
    return "401 for what is not signed"


LOOKS = (Look("door", knock, goods=False),)
