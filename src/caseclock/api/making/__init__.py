"""Chronologies and exports of stored cases: what they are made from, making them, keeping what was made."""
