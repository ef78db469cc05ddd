"""The site: pages made from the course and from `docs/`, then built by mkdocs and served from a folder."""
