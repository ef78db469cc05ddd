"""The shop as shoppers see it: pages from the server, which work without a line of JavaScript."""
