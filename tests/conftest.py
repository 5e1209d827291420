"""Settings of all tests: property tests draw the same examples every time (`make fuzz` is where chance has its place)."""

from hypothesis import settings

settings.register_profile("same every time", derandomize=True, deadline=None)
settings.load_profile("same every time")
