"""Keys with which a client says: this is the same request again. What it asks for happens once."""
