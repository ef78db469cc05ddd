"""How this store is put together: its environment, its settings and its addresses."""
