"""What the service keeps: rows in PostgreSQL, files under their hash."""
