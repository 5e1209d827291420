"""Faults: workers and databases killed, disks full, buckets gone. `python -m stress.faults`."""
