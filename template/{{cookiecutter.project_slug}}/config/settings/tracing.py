"""Where traces go. Without an address, nothing is traced."""

from config.environment import environment

OTLP_ENDPOINT = environment.otlp_endpoint
TRACES_SHARE = environment.traces_share
