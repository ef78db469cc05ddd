"""The shop: one package a domain, each with models, services, selectors and what leads outward."""
