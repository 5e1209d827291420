"""Policies as data, and their loader."""
