"""Word documents old and new, rich text, OpenDocument."""
