"""Plain data that everything passes around: frozen, typed, no I/O."""
