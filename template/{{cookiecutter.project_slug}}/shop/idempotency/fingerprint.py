"""What a request asks for, as a short text: equal for the same request, and for no other."""

import json
from hashlib import sha256
from typing import Any


def fingerprint(method: str, path: str, body: Any) -> str:
    """A hash of what is asked.

    The body is what was read, not the bytes that came: blanks and the order of names do not make another
    request, and a client that writes its JSON anew for a second attempt is not punished.
    """
    written = json.dumps([method, path, body], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(written.encode()).hexdigest()
