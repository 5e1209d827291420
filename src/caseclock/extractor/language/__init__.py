"""Text to mentions, mentions to events."""
