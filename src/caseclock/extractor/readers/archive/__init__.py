"""Archives, and the guard before anything zip-shaped."""
