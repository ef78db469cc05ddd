"""For who teaches: workshops in time, slides, handouts, and an archive that works without a network."""
