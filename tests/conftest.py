"""Settings of all tests: property tests draw the same examples each time (chance has its place in `make fuzz`)."""

from hypothesis import settings

settings.register_profile("same every time", derandomize=True, deadline=None)
settings.load_profile("same every time")
