"""Names and private details in a chronology, found and replaced."""
