"""Measurements of the product, each on stated data and a stated machine; ``python -m benchmarks NAME``."""
