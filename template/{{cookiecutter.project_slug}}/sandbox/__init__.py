"""Payment providers, played on your own machine: for development and tests, and for nothing else.

    python -m sandbox

starts one HTTP server. Each provider is a package of its own in here; the server, the clock, the faults, the
sender of webhooks and the console are shared. A provider joins in `whole.py`: it adds its routes to the app,
with `api=True` for those that faults may strike, and hands its signed messages to the sender. Nothing of the
shop knows this package, and production runs without its folder.
"""
