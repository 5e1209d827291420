"""Thresholds, clocks, gaps and differences, for any day."""
