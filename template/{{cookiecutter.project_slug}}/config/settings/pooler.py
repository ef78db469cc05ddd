"""A pooler between this process and PostgreSQL: a session is lent for one transaction, then to others."""

from config.environment import environment
from config.settings.database import DATABASES

# Whether it is so. What needs a session to itself then refuses to work; see `shop.core.sessions`.
DATABASE_POOLED = environment.database_pooled

if DATABASE_POOLED:
    # A cursor on the server lives in a session. The next part of a long list would be asked of another one.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    # A line to the pooler costs little, and holds no session. It is kept, as before.
