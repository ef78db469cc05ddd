"""When two addresses are one person's, as far as anybody can see from outside."""

import unicodedata


def email_key(email: str) -> str:
    """An address as it is compared: `Ada@Bücher.example ` and `ada@xn--bcher-kva.example` are one.

    Capitals do not count, and a domain is what its name servers call it. Nothing else is touched: a dot or a
    `+` means something at one provider and nothing at the next. It never fails, for an order must not.
    """
    name, at, domain = unicodedata.normalize("NFC", email.strip()).rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = domain.casefold()
    return f"{name.casefold()}{at}{domain.lower()}"
