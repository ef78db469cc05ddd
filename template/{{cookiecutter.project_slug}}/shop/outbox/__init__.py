"""What is done later: an event is written where something happens, and consumers hear of it."""
