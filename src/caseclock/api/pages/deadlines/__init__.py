"""What falls due, on a page and in a calendar."""
