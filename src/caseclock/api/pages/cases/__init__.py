"""Cases: listed, searched, made and set."""
