"""Settings of a service that is loaded: nobody is refused for asking often."""

SETTINGS: dict[str, object] = {"requests_per_minute": 10_000_000, "lost_after_seconds": 300}
