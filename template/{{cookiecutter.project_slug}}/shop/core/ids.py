"""Public identifiers: opaque, unguessable, and silent about how many there are."""

import secrets

# Crockford's base 32: no i, l, o or u, so that nobody misreads one over the telephone.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 20  # 20 characters of 5 bits: 100 bits, so a collision is not a case to plan for


def public_id(prefix: str) -> str:
    """Make a new identifier such as `prd_7k2m…`.

    Args:
        prefix: what kind of thing it names, in a few lower-case letters.
    """
    # 32 letters go into the 256 values of a byte without a rest, so each is as likely as any other.
    letters = (ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(LENGTH))
    return f"{prefix}_" + "".join(letters)
