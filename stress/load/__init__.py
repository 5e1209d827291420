"""Load: many clients at once, and how reading grows with workers. `python -m stress.load`."""
