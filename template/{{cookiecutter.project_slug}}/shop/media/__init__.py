"""Pictures: taken in with care, kept once, shown in the size that a page needs."""
