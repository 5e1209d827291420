"""Events to entries: which accounts tell of one thing."""
