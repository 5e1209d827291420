"""The service under strain: faults of every kind, and many clients at once."""
