"""What the shop does when more people come than it can serve. Nothing of it is on where nobody chose it."""

from config.environment import environment
from config.settings.apps import INSTALLED_APPS, MIDDLEWARE
from shop.surge.kinds import limits_of

INSTALLED_APPS += ["shop.surge"]

# How many requests may be under way in a process before one more of a kind is refused.
SHED_LIMITS = limits_of(environment.shed_above)

_early = MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
# {% if reached("scaling.waiting-room") %}
if environment.waiting_room:
    MIDDLEWARE.insert(_early, "shop.surge.waiting.WaitingRoom")
# {% endif %}
if SHED_LIMITS:
    MIDDLEWARE.insert(_early, "shop.surge.shedding.ShedLoad")
