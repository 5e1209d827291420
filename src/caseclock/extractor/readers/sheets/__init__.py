"""Workbooks and tables saved as text."""
