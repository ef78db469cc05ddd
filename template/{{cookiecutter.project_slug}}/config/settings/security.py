"""What protects shoppers. Production refuses to start with an unsafe or placeholder value."""

from config.environment import Stage, environment
from config.production import refuse_unsafe

refuse_unsafe(environment)

IN_PRODUCTION = environment.shop_env is Stage.PRODUCTION

CSRF_TRUSTED_ORIGINS = environment.trusted_origins
SESSION_COOKIE_SECURE = IN_PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IN_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IN_PRODUCTION
# A load balancer asks for health over plain HTTP, from inside the network.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# The proxy in front must set this header itself and drop what a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IN_PRODUCTION
SECURE_HSTS_PRELOAD = IN_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
