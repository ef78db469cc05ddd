"""One module a page: each reads what its template shows, and decides nothing."""
