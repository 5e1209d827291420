"""What the program costs, beside plain libraries. `python -m benchmarks`."""
