"""Protocol 1: columns folded in JSON under Zstandard, still read and answered."""
