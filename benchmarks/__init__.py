"""Comparisons with named tools or the bare library, side by side in one run: `python -m benchmarks NAME`."""
