"""One file a format; each reads bytes into text with its layout."""
