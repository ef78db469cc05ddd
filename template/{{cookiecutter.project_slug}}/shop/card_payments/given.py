"""What a buyer's browser may send for a payment by card: a name for the card, and where to come back to.

Nothing else is read. Digits that could be a card's number are refused before anybody looks at them, and what
was refused is not repeated: an error stands in logs.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from shop.card_payments.errors import BackElsewhere, NotAMethod

METHOD = re.compile(r"pm_\w{3,60}", re.ASCII)


def method_in(given: Mapping[str, str]) -> str:
    """What Stripe calls the card; nothing, if nothing was sent.

    Raises:
        NotAMethod: something else was sent, such as a number.
    """
    # {% if reached("card-payments.kept-cards") %}
    method = given.get("method") or given.get("kept", "")
    # {% else %}
    method = given.get("method", "")
    # {% endif %}
    if method and not METHOD.fullmatch(method):
        raise NotAMethod(
            found=f"{len(method)} characters that are no name of a payment method.",
            expected="a name such as `pm_1Nv…`, which Stripe.js gives for what a buyer types in.",
            do="let Stripe's own fields take the card; its number has no business here.",
        )
    return method


def way_back(given: Mapping[str, str]) -> str:
    """Where the buyer's bank sends them back to.

    Raises:
        BackElsewhere: to a place that is not the shop's own.
    """
    back = given.get("back", "")
    url = urlsplit(back)
    if f"{url.scheme}://{url.netloc}" in settings.CSRF_TRUSTED_ORIGINS:
        return back
    schemes = {"https"} if settings.SECURE_SSL_REDIRECT else {"http", "https"}
    if url.scheme in schemes and validate_host(url.hostname or "", settings.ALLOWED_HOSTS):
        return back
    raise BackElsewhere(
        found=f"`{back[:200]}`." if back else "nothing.",
        expected="an address of this shop, or of one of its trusted origins.",
        do="send it as `back`, with its scheme.",
    )
