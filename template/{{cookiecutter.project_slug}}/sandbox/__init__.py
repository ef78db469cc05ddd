"""Payment providers, played on your own machine: for development and tests, and for nothing else.

    python -m sandbox

starts one HTTP server. Each provider is a package of its own in here; the server, the clock, the faults, the
sender of webhooks and the console are shared. Nothing of the shop knows this package, and production runs
without its folder.
"""
