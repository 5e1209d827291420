"""Pages of papers as pictures, with a passage marked."""
