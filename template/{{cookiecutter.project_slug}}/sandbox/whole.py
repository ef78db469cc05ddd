"""The sandbox as a whole: one server, and on it every provider and all that they share."""

from sandbox.clock import Clock
# {% if reached("stripe.faults") %}
from sandbox.console import Console
# {% endif %}
from sandbox.control import Control
# {% if reached("stripe.faults") %}
from sandbox.faults import Faults
# {% endif %}
from sandbox.server import App, Server
from sandbox.stripe import resources
from sandbox.stripe.api import Api
# {% if reached("stripe.hosted-checkout") %}
from sandbox.stripe.checkout_pages import CheckoutPages
# {% endif %}
# {% if reached("stripe.stripe-js") %}
from sandbox.stripe.elements import Elements
# {% endif %}
# {% if reached("stripe.test-cards") %}
from sandbox.stripe.pages import Pages
# {% endif %}
# {% if reached("stripe.signed-webhooks") %}
from sandbox.stripe.signing import announce
# {% endif %}
from sandbox.stripe.state import State
# {% if reached("stripe.signed-webhooks") %}
from sandbox.webhooks import Endpoint, Sender
# {% endif %}


class Sandbox:
    """Ready to be served.

    Args:
        port: where to listen; 0 takes a free one.
    """

    def __init__(self, port: int = 0) -> None:
        self.app = App()
        self.server = Server(self.app, port)
        self.clock = Clock()
        self.control = Control(self.app, self.clock)
        # {% if reached("stripe.faults") %}
        self.faults = Faults(self.app, self.control)
        Console(self.app, self.control)
        # {% endif %}
        self.stripe = State(self.clock)
        self.control.between = self.stripe.lock
        resources.load()
        api = Api(self.stripe, self.url)
        api.join(self.app)
        # {% if reached("stripe.faults") %}
        api.inside = self.faults.inside
        # {% endif %}
        # {% if reached("stripe.test-cards") %}
        Pages(self.stripe).join(self.app)
        # {% endif %}
        # {% if reached("stripe.stripe-js") %}
        Elements(self.stripe, self.url).join(self.app)
        # {% endif %}
        # {% if reached("stripe.hosted-checkout") %}
        CheckoutPages(self.stripe, self.url).join(self.app)
        # {% endif %}
        # {% if reached("stripe.signed-webhooks") %}
        self.sender = Sender(self.app, self.control)
        # {% endif %}

    # {% if reached("stripe.signed-webhooks") %}
    def tell(self, endpoint: Endpoint) -> None:
        """Send what happens at Stripe to an address."""
        announce(self.stripe, self.sender, endpoint)

    # {% endif %}
    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url
