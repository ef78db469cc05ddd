"""How a store is asked, rolled out, and taken back: with real servers, a real switch, and real migrations."""
