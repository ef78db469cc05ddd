"""What the shop can tell others about. A domain registers its topics in the `ready()` of its AppConfig:

    register("order.placed", "An order was placed")

Staff choose among them, endpoint by endpoint.
"""

_topics: dict[str, str] = {}


def register(topic: str, says: str) -> None:
    """Let endpoints choose a topic.

    Args:
        topic: in small letters, grouped by full stops; it never changes its meaning.
        says: what has happened, for people.
    """
    _topics[topic] = says


def known() -> dict[str, str]:
    """All topics, with what each says."""
    return dict(sorted(_topics.items()))
