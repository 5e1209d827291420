"""What follows from the entries: thresholds, delays, gaps, discrepancies."""
